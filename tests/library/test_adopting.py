from dataclasses import replace

from rag.core.article import Article
from rag.core.corpus import Failure
from rag.library.adopting import adopt_plan, conflicting
from rag.library.records import Item, Known, Source, digest

A, B, C = (Article(f"Text of {name}.", id=name) for name in "abc")
KNOWN = [
    Known("a", "/a.md", "hash", digest(A)),
    Known("b", "/b.md", "hash", digest(replace(B, text="Another."))),
]


def test_what_is_there_stays_and_what_is_new_is_as_if_made_in_memory() -> None:
    plan = adopt_plan([A, B, C], KNOWN)
    assert plan.added == [Item(C, Source("memory:c", "", digest(C)))]
    assert plan.unchanged == ["a"]
    reason = "another article has this id: this one is kept as an earlier version of it"
    assert plan.warned == [Failure("b", reason)]
    assert plan.removed == []


def test_articles_whose_ids_others_have() -> None:
    assert conflicting([A, B, C], KNOWN) == [B]
