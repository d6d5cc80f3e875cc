"""More of what is sorted how is in test_plan.py and its neighbours, and in test_web.py."""

from rag.core.article import Article
from rag.library.records import Known, Source
from rag.library.sorting import Plan, Sorter
from rag.sources.about import Reading

FEED = "https://example.org/feed"
ONE, TWO = Article("The plant in One.", id="one"), Article("The plant in Two.", id="two")


def test_the_articles_of_a_page_that_moved_keep_their_ids_and_one_that_is_gone_leaves() -> None:
    plan = Plan()
    known = [Known(name, f"{FEED}#{name}", "hash") for name in ("one", "two")]
    sorter = Sorter(plan, known)
    sorter.read(FEED + "/new", "a feed", "new hash", lambda: Reading({"one": ONE}), [FEED])
    sorter.remove(lambda old: False)
    assert [(item.article.id, item.source) for item in plan.changed] == [
        ("one", Source(f"{FEED}/new#one", "a feed", "new hash"))
    ]
    assert plan.removed == ["two"]
    assert not plan.empty


def test_what_is_as_it_was_is_not_parsed() -> None:
    def parse() -> Reading:
        raise AssertionError("parsed")

    plan = Plan()
    sorter = Sorter(plan, [Known("one", "/one.md", "hash")])
    sorter.read("/one.md", "one.md", "hash", parse)
    sorter.remove(lambda old: True)
    assert plan == Plan(unchanged=["one"])
    assert plan.empty
