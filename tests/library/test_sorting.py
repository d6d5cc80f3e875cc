"""More of what is sorted how is in test_plan.py and its neighbours, and in test_web.py."""

from rag.core.article import Article
from rag.core.corpus import Failure
from rag.errors import CorpusError, PassedOver, TryAgain
from rag.library.records import Known, Source
from rag.library.seen import Seen
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


KNOWN = [Known("a", "/gone/a.md", "hash"), Known("b", "/gone/b.md//one", "other")]


def never() -> Reading:
    raise AssertionError("it need not be parsed")


def test_bytes_that_are_known_are_not_parsed() -> None:
    plan = Plan()
    sorter = Sorter(plan, KNOWN)
    assert sorter.is_known("/gone/a.md", "hash")
    assert not sorter.is_known("/gone/a.md", "other")
    assert not sorter.is_known("/gone/c.md", "hash")
    assert sorter.read("/gone/a.md", "a.md", "hash", never) == ""
    sorter.put_unread("/gone/b.md", "b.md", Seen(None, "other"))
    sorter.remove(lambda old: True)
    assert plan == Plan(unchanged=["a", "b"])


def test_why_nothing_was_read_is_returned_and_what_was_known_stays() -> None:
    def broken() -> Reading:
        raise CorpusError("no text in it: use another file")

    def strange() -> Reading:
        raise KeyError("x")

    def extra() -> Reading:
        raise PassedOver("install the extra")

    def later() -> Reading:
        raise TryAgain("no process to parse it: try again")

    plan = Plan()
    sorter = Sorter(plan, KNOWN)
    problem = "can't be parsed (KeyError)"
    assert sorter.read("/gone/a.md", "a.md", "new", broken) == "no text in it: use another file"
    assert sorter.read("/gone/b.md", "b.md", "new", strange) == problem
    assert sorter.read("/gone/c.md", "c.md", "new", extra) == "", "it may be installed meanwhile"
    assert sorter.read("/gone/d.md", "d.md", "new", later) == ""
    sorter.remove(lambda old: True)
    assert plan.failed == [
        Failure("a.md", "no text in it: use another file"),
        Failure("b.md", problem),
        Failure("d.md", "no process to parse it: try again"),
    ]
    assert (plan.passed_over, plan.removed) == ([Failure("c.md", "install the extra")], [])


def test_an_article_at_a_new_place_has_moved_where_the_old_one_is_gone() -> None:
    plan = Plan()
    sorter = Sorter(plan, KNOWN)
    sorter.put(Source("/new/a.md", "a.md", "hash"), Article("Text.", id="a"))
    sorter.remove(lambda old: True)
    assert (list(plan.moved), plan.removed) == (["a"], ["b"])
    assert plan.moved["a"].source.identity == "/new/a.md"
