from dataclasses import replace

from rag.core.article import Article
from rag.core.corpus import Failure
from rag.library.adopting import adopt_plan, conflicting
from rag.library.portable_records import Exported
from rag.library.records import Item, Known, Source, digest

A, B, C = (Article(f"Text of {name}.", id=name) for name in "abc")
KNOWN = [
    Known("a", "/a.md", "hash", digest(A)),
    Known("b", "/b.md", "hash", digest(replace(B, text="Another."))),
]


def exported(*articles: Article) -> list[Exported]:
    return [Exported(one, f"{one.id}-hash//") for one in articles]


def test_what_is_there_stays_and_what_is_new_is_as_if_made_in_memory() -> None:
    plan = adopt_plan(exported(A, B, C), KNOWN)
    assert plan.added == [Item(C, Source("memory:c", "", "c-hash//"))]
    assert plan.unchanged == ["a"]
    reason = "another article has this id: this one is kept as an earlier version of it"
    assert plan.warned == [Failure("b", reason)]
    assert plan.removed == []
    (made,) = adopt_plan([Exported(C)], KNOWN).added
    assert made.source.sha256 == digest(C), "it never had a file"


def test_an_article_whose_file_is_indexed_under_another_id_is_not_added() -> None:
    known = [Known("other", "/a.md", "a-hash", digest(A))]
    plan = adopt_plan(exported(A), known)
    assert (plan.added, plan.unchanged) == ([], ["other"])
    assert conflicting(exported(A), known) == [A], "citations of it hold"


def test_articles_whose_ids_others_have() -> None:
    assert conflicting(exported(A, B, C), KNOWN) == [B]
