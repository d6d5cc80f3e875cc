"""More of what becomes of lists is in test_web.py and test_web_hostile.py."""

from collections.abc import Iterator

import pytest

from rag.errors import CorpusError, FetchError
from rag.sources.kept import Followed
from rag.sources.lists import Lists
from rag.sources.manners import Manners
from tests.sources.clock import SetClock
from tests.sources.following import feed, worker
from tests.sources.site import SETTINGS, Reply, Site


@pytest.fixture
def failed() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def lists(failed: list[tuple[str, str]]) -> Iterator[Lists]:
    with worker() as started:
        manners = Manners(SETTINGS, SetClock().clock(), {})
        yield Lists(manners, started, lambda *failure: failed.append(failure))


def test_a_feed_lists_its_pages_by_their_canonical_addresses_up_to_a_limit(
    site: Site, lists: Lists
) -> None:
    site.pages["/feed"] = feed("a?utm_source=rss", "/b#top", "/a", "/c")
    listed = lists.listed(Followed(site.url("/feed"), "feed", limit=2))
    assert listed.links == (site.url("/a"), site.url("/b"))
    assert listed.etag


def test_a_feed_that_did_not_change_is_not_read_again(site: Site, lists: Lists) -> None:
    site.pages["/feed"] = feed("/a")
    first = lists.listed(Followed(site.url("/feed"), "feed", limit=9))
    assert lists.listed(first) == first
    assert site.asked[-1][1]["If-None-Match"] == first.etag


def test_what_is_none_is_told(site: Site, lists: Lists, failed: list[tuple[str, str]]) -> None:
    site.pages |= {"/page": Reply(b"<html/>"), "/feed": feed("mailto:a@b.example", "/a")}
    with pytest.raises(CorpusError, match="no feed and no sitemap"):
        lists.listed(Followed(site.url("/page"), "feed", limit=9))
    with pytest.raises(FetchError, match="not found: check the address"):
        lists.listed(Followed(site.url("/lost"), "feed", limit=9))
    assert lists.listed(Followed(site.url("/feed"), "feed", limit=9)).links == (site.url("/a"),)
    assert [reason.partition(":")[0] for _, reason in failed] == [
        "1 of the addresses in it are none of pages"
    ]
