"""A host that says when it wants to be asked again."""

from pathlib import Path

from tests.sources.following import Following, feed, worker
from tests.sources.site import Reply, Site, page

ONE, TWO, THREE = (page(name, f"The plant in {name} opened.") for name in ("One", "Two", "Three"))


def test_a_busy_host_is_not_asked_before_the_time_that_it_says(tmp_path: Path, site: Site) -> None:
    with worker() as started:
        check(Following(tmp_path, site, started))


def check(following: Following) -> None:
    pages, clock = following.site.pages, following.clock
    pages |= {"/feed": feed("/one", "/two", "/three"), "/one": ONE, "/two": TWO, "/three": THREE}
    pages["/two"] = Reply(b"busy", 429, {"Retry-After": str(36 * 3_600)})
    busy = "localhost asks to be left alone until 2026-03-02 20:00 UTC: sync again then"
    more = "; 1 more of its addresses wait"
    assert following.add("/feed", kind="feed") == {
        "added": ["one"],
        "failed": {"/two": busy + more},
    }
    assert following.site.paths() == ["/feed", "/one", "/two"]

    pages["/two"] = TWO
    assert following.sync() == {"unchanged": ["one"], "failed": {"/feed": busy}}
    assert following.site.asked == []

    assert following.sync() == {"added": ["three", "two"], "unchanged": ["one"]}
    assert clock.waited == []
    assert following.store().alone == {}
