"""A site is followed for days: what each of them brings, exactly."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.errors import FetchError
from tests.sources.following import Following, feed, worker
from tests.sources.site import Reply, Site, moved, page

ONE, TWO, THREE = (page(name, f"The plant in {name} opened.") for name in ("One", "Two", "Three"))


@pytest.fixture
def following(tmp_path: Path, site: Site) -> Iterator[Following]:
    with worker() as started:
        yield Following(tmp_path, site, started)


def test_three_days_of_a_feed(following: Following) -> None:
    pages = following.site.pages
    pages |= {"/feed": feed("/one", "/two", "/three"), "/one": ONE, "/two": TWO, "/three": THREE}
    pages |= {"/slow": ONE}
    assert following.add("/feed", kind="feed") == {"added": ["one", "three", "two"]}
    assert following.sync() == {"unchanged": ["one", "three", "two"]}

    pages |= {
        "/feed": feed("/four", "/one", "/two", "/three"),
        "/one": page("One", "The plant in One closed."),
        "/two": moved("/2"),
        "/2": TWO,
        "/four": page("Four", "The plant in Four opened."),
    }
    assert following.sync() == {
        "added": ["four"],
        "changed": ["one"],
        "moved": ["two"],
        "unchanged": ["three"],
    }

    pages |= {"/one": Reply(status=500), "/2": Reply(status=410), "/three": Reply(status=404)}
    assert following.sync() == {
        "removed": ["two"],
        "unchanged": ["four", "one", "three"],
        "failed": {
            "/one": "the server says 500: try again later",
            "/three": "not found (day 1 of 3): check the address",
        },
    }


def test_an_article_of_a_page_has_its_address_and_its_host(following: Following) -> None:
    following.site.pages["/one"] = page("One", "The plant opened.\nurl: https://elsewhere.example")
    following.add("/one")
    (known,) = following.known
    assert (known.id, known.identity) == ("one", following.site.url("/one"))


def test_what_did_not_change_is_not_sent_again(following: Following) -> None:
    following.site.pages |= {"/feed": feed("/one"), "/one": ONE}
    following.add("/feed", kind="feed")
    following.site.asked.clear()
    assert following.sync() == {"unchanged": ["one"]}
    asked = dict(following.site.asked)
    assert set(asked) == {"/robots.txt", "/feed", "/one"}
    assert asked["/feed"]["If-None-Match"]
    assert asked["/one"]["If-None-Match"]


def test_not_found_on_three_days_is_gone(following: Following) -> None:
    pages = following.site.pages
    pages["/one"] = ONE
    following.add("/one")
    del pages["/one"]
    for day in (1, 2):
        failed = {"/one": f"not found (day {day} of 3): check the address"}
        for days in (1, 0):  # how often one looks on a day does not matter
            assert following.sync(days) == {"unchanged": ["one"], "failed": failed}
    assert following.sync()["removed"] == ["one"]
    assert following.sync() == {"failed": {"/one": "not found: check the address"}}
    pages["/one"] = ONE
    assert following.sync() == {"added": ["one"]}


def test_a_page_that_is_back_starts_to_count_anew(following: Following) -> None:
    pages = following.site.pages
    pages["/one"] = ONE
    following.add("/one")
    for _ in range(3):
        del pages["/one"]
        assert following.sync()["failed"] == {"/one": "not found (day 1 of 3): check the address"}
        pages["/one"] = ONE
        assert following.sync() == {"unchanged": ["one"]}


def test_a_page_that_leads_to_the_home_page_is_not_found(following: Following) -> None:
    following.site.pages |= {"/one": ONE, "/": page("Home", "Welcome.")}
    following.add("/one")
    following.site.pages["/one"] = moved("/", 302)
    failed = {"/one": "not found (day 1 of 3): check the address"}
    assert following.sync() == {"unchanged": ["one"], "failed": failed}


def test_a_page_that_moved_and_changed_keeps_its_article(following: Following) -> None:
    following.site.pages["/one"] = ONE
    following.add("/one")
    following.site.pages |= {"/one": moved("/1", 308), "/1": page("One", "It closed.")}
    assert following.sync() == {"changed": ["one"]}
    (known,) = following.known
    assert known.identity == following.site.url("/1")
    following.site.asked.clear()
    assert following.sync() == {"unchanged": ["one"]}
    assert following.site.paths() == ["/1"]


def test_a_redirect_for_now_moves_nothing(following: Following) -> None:
    following.site.pages |= {"/one": ONE}
    following.add("/one")
    following.site.pages |= {"/one": moved("/1", 302), "/1": ONE}
    assert following.sync() == {"unchanged": ["one"]}
    assert following.known[0].identity == following.site.url("/one")


def test_a_page_that_moved_onto_another_is_that_one(following: Following) -> None:
    following.site.pages |= {"/one": ONE, "/two": TWO}
    following.add("/one", "/two")
    following.site.pages["/one"] = moved("/two")
    assert following.sync() == {"removed": ["one"], "unchanged": ["two"]}
    assert following.sync() == {"unchanged": ["two"]}


def test_a_feed_may_go_on_to_name_the_old_address(following: Following) -> None:
    following.site.pages |= {"/feed": feed("/old"), "/old": moved("/one"), "/one": ONE}
    assert following.add("/feed", kind="feed") == {"added": ["one"]}
    following.site.asked.clear()
    assert following.sync() == {"unchanged": ["one"]}
    assert following.site.paths() == ["/feed", "/one"]


def test_a_page_that_the_feed_drops_stays_and_is_asked_no_more(following: Following) -> None:
    following.site.pages |= {"/feed": feed("/one"), "/one": ONE, "/two": TWO}
    following.add("/feed", kind="feed")
    following.site.pages["/feed"] = feed("/two")
    following.site.asked.clear()
    assert following.sync() == {"added": ["two"], "unchanged": ["one"]}
    assert following.site.paths() == ["/feed", "/two"]


def test_a_page_that_is_gone_or_forgotten_is_not_fetched_again(following: Following) -> None:
    following.site.pages |= {"/feed": feed("/one", "/two"), "/one": ONE, "/two": TWO}
    following.add("/feed", kind="feed")
    following.site.pages["/one"] = Reply(status=410)
    following.sync()
    store = following.store()
    store.leave([following.site.url("/two")], "forgotten")
    store.save()
    following.site.pages["/one"] = ONE
    following.site.asked.clear()
    assert following.sync() == {"removed": ["two"]}
    assert following.site.paths() == ["/feed"]
    assert following.add("/two") == {"added": ["two"]}


def test_a_page_whose_server_says_a_wrong_charset_is_read(following: Following) -> None:
    text = "Die Fähre ist in den Hafen gefahren, und niemand wurde dabei über Bord geworfen."
    headers = {"Content-Type": "text/plain; charset=utf-8"}
    following.site.pages["/one"] = Reply(text.encode("latin-1"), headers=headers)
    assert following.add("/one")["added"] == ["one"]


def test_an_address_that_is_none_is_an_error_and_nothing_is_followed(following: Following) -> None:
    with pytest.raises(FetchError, match="is no address of a page"):
        following.web().add([following.site.url("/one"), "file:///etc/passwd"])
    assert following.store().followed == {}
    assert following.site.asked == []
