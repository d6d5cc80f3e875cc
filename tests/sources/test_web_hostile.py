"""What a site may do to who follows it: it costs the page, never another or the sync."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sources.following import Following, feed, sitemap, worker
from tests.sources.site import SETTINGS, Reply, Site, moved, page, zipped

ONE = page("One", "The plant in One opened.")

UTF_8 = {"Content-Type": "text/plain; charset=utf-8"}


@pytest.fixture
def following(tmp_path: Path, site: Site) -> Iterator[Following]:
    with worker() as started:
        hasty = SETTINGS.model_copy(update={"seconds": 1})
        yield Following(tmp_path, site, started, hasty)


def test_every_kind_of_failure_leaves_the_article_as_it_was(following: Following) -> None:
    site, names = following.site, [f"/{name}" for name in "abcdefghij"]
    site.pages |= {name: page(name[1:], f"The plant in {name} opened.") for name in names}
    site.pages["/feed"] = feed(*names)
    assert following.add("/feed", kind="feed") == {"added": list("abcdefghij")}

    site.pages |= {
        "/a": Reply(status=500),
        "/b": Reply(status=503),
        "/c": lambda handler: (site.ended.wait(30), None)[1],
        "/d": moved("/d"),
        "/e": Reply(b"\0\1\2", headers=UTF_8),
        "/f": moved("http://127.0.0.1/"),
        "/g": moved("http://169.254.169.254/latest/meta-data/"),
        "/h": zipped(bytes(20_000_000)),
        "/i": Reply(b"x" * 2_000_000),
        "/robots.txt": Reply(b"User-agent: *\nDisallow: /j"),
    }
    plan = following.sync()
    assert plan.pop("failed") == {
        "/a": "the server says 500: try again later",
        "/b": "the server says 503: try again later",
        "/c": "localhost takes more than 1 s: try again later",
        "/d": f"{site.url('/d')} leads back to itself: leave it out",
        "/e": "binary file: save it as text",
        "/f": "127.0.0.1 is not on the public internet: name it in web.allow_hosts if you trust it",
        "/g": "169.254.169.254 is not on the public internet: "
        "name it in web.allow_hosts if you trust it",
        "/h": "the page is larger than 1 MB: raise web.page_mb to have it",
        "/i": "the page is larger than 1 MB: raise web.page_mb to have it",
        "/j": "robots.txt of localhost does not allow it: leave it out",
    }
    assert plan == {"unchanged": list("abcdfghij")}
    assert len(following.known) == 10

    site.pages |= {name: page(name[1:], f"The plant in {name} opened.") for name in names}
    del site.pages["/robots.txt"]
    assert following.sync() == {"unchanged": list("abcdefghij")}


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(status=500), "the server says 500: try again later"),
        (Reply(status=404), "not found: check the address, or `rag forget` it"),
        (Reply(status=410), "not found: check the address, or `rag forget` it"),
        (Reply(b"<html><p>login"), "no feed and no sitemap: check the address"),
        (
            Reply(b'<!DOCTYPE a [<!ENTITY b "c">]><rss/>'),
            "defines its own entities, as no feed needs to: leave it out",
        ),
    ],
)
def test_a_feed_that_fails_leaves_its_pages_as_they_were(
    following: Following, reply: Reply, reason: str
) -> None:
    following.site.pages |= {"/feed": feed("/one"), "/one": ONE}
    following.add("/feed", kind="feed")
    following.site.pages["/feed"] = reply
    assert following.sync() == {"unchanged": ["one"], "failed": {"/feed": reason}}
    following.site.pages["/feed"] = feed("/one")
    assert following.sync() == {"unchanged": ["one"]}


def test_ragflow_14868_a_feed_leads_nowhere_but_to_public_pages(following: Following) -> None:
    targets = ("http://169.254.169.254/", "http://[::1]/", "file:///etc/passwd", "javascript:a")
    following.site.pages |= {"/feed": feed("/one", *targets), "/one": ONE}
    plan = following.add("/feed", kind="feed")
    assert plan["added"] == ["one"]
    failed = plan["failed"]
    assert isinstance(failed, dict)
    assert set(failed) == {"/feed", *targets[:2]}
    assert failed["/feed"] == "2 of the addresses in it are none of pages: leave them out"


def test_a_sitemap_gives_its_newest_pages_of_its_own_host(following: Following) -> None:
    site = following.site
    pages = {f"/{n}": page(f"N {n}", f"The plant in {n} opened.") for n in range(5)}
    entries = [(site.url(path), f"2026-03-0{n + 1}") for n, path in enumerate(pages)]
    site.pages |= pages | {"/map": sitemap(*entries, ("https://elsewhere.example/", "2026-03-09"))}
    assert following.add("/map", kind="sitemap", limit=2) == {"added": ["3", "4"]}


def test_langchain_ghsa_3hjh_nested_sitemaps_end(following: Following) -> None:
    """A list of sitemaps may name itself, another list, and this network."""
    site = following.site
    targets = ["/index", "/map", "http://169.254.169.254/map"]
    names = [site.url(path) if path.startswith("/") else path for path in targets]
    inner = "".join(f"<sitemap><loc>{name}</loc></sitemap>" for name in names)
    site.pages |= {
        "/index": Reply(f"<sitemapindex>{inner}</sitemapindex>".encode()),
        "/map": sitemap((site.url("/one"), "")),
        "/one": ONE,
    }
    plan = following.add("/index", kind="sitemap")
    assert plan["added"] == ["one"]
    assert site.paths() == ["/index", "/index", "/map", "/one"]
    assert set(plan["failed"]) == {"http://169.254.169.254/map"}  # type: ignore[call-overload]


def test_a_forged_list_is_refused(following: Following, monkeypatch: pytest.MonkeyPatch) -> None:
    following.site.pages["/feed"] = feed("/one")
    for forged in (7, [], {}, {"links": 7}, {"links": [7], "kind": "feed"}, {"links": [["a"]]}):
        monkeypatch.setattr(following.worker, "call", lambda *call, value=forged: value)
        plan = following.add("/feed", kind="feed")
        assert plan == {"failed": {"/feed": "its parser gave no proper reply: leave it out"}}


def test_killed_between_two_pages_the_next_sync_goes_on(following: Following) -> None:
    site = following.site
    site.pages |= {"/feed": feed("/one", "/two"), "/one": ONE, "/two": page("Two", "It opened.")}

    def stop(seconds: float) -> None:
        if following.store().pages:
            raise KeyboardInterrupt

    following.settings = SETTINGS.model_copy(update={"delay": 1.0})
    following.clock.sleep = stop  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        following.add("/feed", kind="feed")
    del following.clock.sleep  # type: ignore[method-assign]
    assert [page.url for page in following.store().present()] == [site.url("/one")]
    assert following.sync() == {"added": ["one", "two"]}
