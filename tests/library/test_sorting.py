from rag.core.article import Article
from rag.core.corpus import Failure
from rag.errors import CorpusError, MissingExtra
from rag.library.records import Known, Source
from rag.library.seen import Seen
from rag.library.sorting import Plan, Sorter
from rag.sources.about import Reading

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
    sorter.remove()
    assert plan == Plan(unchanged=["a", "b"])


def test_why_nothing_was_read_is_returned_and_what_was_known_stays() -> None:
    def broken() -> Reading:
        raise CorpusError("no text in it: use another file")

    def strange() -> Reading:
        raise KeyError("x")

    def extra() -> Reading:
        raise MissingExtra("install the extra")

    plan = Plan()
    sorter = Sorter(plan, KNOWN)
    problem = "can't be parsed (KeyError)"
    assert sorter.read("/gone/a.md", "a.md", "new", broken) == "no text in it: use another file"
    assert sorter.read("/gone/b.md", "b.md", "new", strange) == problem
    assert sorter.read("/gone/c.md", "c.md", "new", extra) == "", "it may be installed meanwhile"
    sorter.remove()
    assert plan.failed == [
        Failure("a.md", "no text in it: use another file"),
        Failure("b.md", problem),
    ]
    assert (plan.passed_over, plan.removed) == ([Failure("c.md", "install the extra")], [])


def test_an_article_at_a_new_place_has_moved_where_the_old_one_is_gone() -> None:
    plan = Plan()
    sorter = Sorter(plan, KNOWN)
    sorter.put(Source("/new/a.md", "a.md", "hash"), Article("Text.", id="a"))
    sorter.remove()
    assert (list(plan.moved), plan.removed) == (["a"], ["b"])
    assert plan.moved["a"].source.identity == "/new/a.md"
