"""More of what is sorted how is in test_plan.py and its neighbours, and in test_web.py."""

from dataclasses import replace

from rag.core.article import Article
from rag.core.corpus import Failure
from rag.errors import CorpusError, LimitReached, PassedOver, TryAgain
from rag.library.planned import Plan
from rag.library.records import Known, Source, digest
from rag.library.seen import Seen
from rag.library.sorting import Sorter
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


def test_bytes_that_are_known_are_not_parsed() -> None:
    plan = Plan()
    sorter = Sorter(plan, KNOWN)
    assert sorter.has("/gone/a.md", Seen(None, "hash"))
    assert not sorter.has("/gone/a.md", Seen(None, "other"))
    assert not sorter.has("/gone/c.md", Seen(None, "hash"))
    assert sorter.has("/gone/c.md", Seen(None, "hash", "empty file")), "nothing is to be had there"
    sorter.put_unread("/gone/b.md", "b.md", Seen(None, "other"))
    sorter.put_unread("/gone/a.md", "a.md", Seen(None, "hash"))
    sorter.remove(lambda old: True)
    assert plan == Plan(unchanged=["b", "a"])


def test_an_imported_article_is_that_of_the_file_that_holds_the_same() -> None:
    text = Article("Text.", id="text", outlet="a.md")
    imported = Known("kept", "memory:kept", "hash//", digest(text))
    plan = Plan()
    Sorter(plan, [imported]).put(Source("/a.md", "a.md", "hash"), text)
    assert (list(plan.moved), plan.added) == (["kept"], [])
    plan = Plan()
    sorter = Sorter(plan, [replace(imported, digest="otherwise")])
    sorter.put(Source("/a.md", "a.md", "hash"), text)
    assert [(item.article.id, item.article.text) for item in plan.changed] == [("kept", "Text.")]
    plan = Plan()
    made = Known("text", "memory:text", digest(text), digest(text))
    Sorter(plan, [made]).put(Source("/a.md", "a.md", "hash"), text)
    assert len(plan.added) == 1, "what was made in memory stays"


def test_what_ran_into_a_limit_is_remembered_with_it() -> None:
    def slow() -> Reading:
        raise LimitReached("takes more than 60 s", "seconds=60")

    plan = Plan()
    seen = Sorter(plan, KNOWN).read("/gone/a.md", "a.md", "new", slow)
    assert (seen.problem, seen.limit) == ("takes more than 60 s", "seconds=60")


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
    told = "no text in it: use another file"
    assert sorter.read("/gone/a.md", "a.md", "new", broken).problem == told
    assert sorter.read("/gone/b.md", "b.md", "new", strange).problem == problem
    for parse in (extra, later):  # it may be installed meanwhile
        name = f"{parse.__name__}.md"
        assert sorter.read(f"/gone/{name}", name, "new", parse).problem == ""
    sorter.remove(lambda old: True)
    assert plan.failed == [
        Failure("a.md", "no text in it: use another file"),
        Failure("b.md", problem),
        Failure("later.md", "no process to parse it: try again"),
    ]
    assert (plan.passed_over, plan.removed) == ([Failure("extra.md", "install the extra")], [])


def test_an_article_at_a_new_place_has_moved_where_the_old_one_is_gone() -> None:
    plan = Plan()
    sorter = Sorter(plan, KNOWN)
    sorter.put(Source("/new/a.md", "a.md", "hash"), Article("Text.", id="a"))
    sorter.remove(lambda old: True)
    assert (list(plan.moved), plan.removed) == (["a"], ["b"])
    assert plan.moved["a"].source.identity == "/new/a.md"
