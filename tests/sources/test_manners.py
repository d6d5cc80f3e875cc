from datetime import UTC, datetime, timedelta

import pytest

from rag.errors import FetchError
from rag.sections import WebSettings
from rag.sources.manners import LeftAlone, Manners, later
from tests.sources.clock import SetClock
from tests.sources.site import HOST, SETTINGS, Reply, Site, moved

SLOW = SETTINGS.model_copy(update={"delay": 2.0})


def manners(settings: WebSettings, clock: SetClock | None = None) -> Manners:
    return Manners(settings, (clock or SetClock()).clock(), {})


def test_robots_txt_is_read_once_and_kept_to(site: Site) -> None:
    site.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /private")
    polite = manners(SETTINGS)
    polite.before(site.url("/a"))
    polite.before(site.url("/b"))
    with pytest.raises(FetchError, match=r"robots\.txt of localhost does not allow it"):
        polite.before(site.url("/private/a?b"))
    assert [path for path, _ in site.asked] == ["/robots.txt"]


@pytest.mark.parametrize(
    ("status", "allowed"), [(404, True), (410, True), (403, True), (500, False), (429, False)]
)
def test_a_host_without_robots_txt_allows_all_and_one_that_fails_nothing(
    site: Site, status: int, allowed: bool
) -> None:
    site.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /", status)
    if allowed:
        manners(SETTINGS).before(site.url("/a"))
    else:
        polite = manners(SETTINGS)
        for path in ("/a", "/b"):
            reason = rf"robots\.txt of localhost fails \({status}\): try again later"
            with pytest.raises(FetchError, match=reason):
                polite.before(site.url(path))
        assert len(site.asked) == 1


def test_a_robots_txt_that_leads_into_this_network_is_not_followed(site: Site) -> None:
    site.pages["/robots.txt"] = moved("http://169.254.169.254/")
    with pytest.raises(FetchError, match="not on the public internet"):
        manners(SETTINGS).before(site.url("/a"))


def test_a_host_is_given_time_between_two_requests(site: Site) -> None:
    clock = SetClock()
    polite = manners(SLOW, clock)
    polite.before(site.url("/a"))
    assert clock.waited == [2.0], "robots.txt was asked for just before"
    clock.seconds += 0.5
    polite.before(site.url("/b"))
    assert clock.waited == [2.0, 1.5]
    clock.seconds += 60
    polite.before(site.url("/c"))
    assert clock.waited == [2.0, 1.5]


def test_each_host_has_its_own_time(site: Site) -> None:
    clock = SetClock()
    both = SLOW.model_copy(update={"allow_hosts": (HOST, "127.0.0.1")})
    polite = manners(both, clock)
    other = site.address.replace(HOST, "127.0.0.1")
    polite.before(site.url("/a"))
    polite.before(other + "/a")
    assert clock.waited == [2.0, 2.0], "only after each robots.txt"


def test_a_host_that_asks_for_more_time_gets_it(site: Site) -> None:
    site.pages["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 5")
    clock = SetClock()
    manners(SLOW, clock).before(site.url("/a"))
    assert clock.waited == [5.0]


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("path", ["/a", "/robots.txt"])
def test_a_busy_host_is_left_alone_until_it_wants_to_be_asked(
    site: Site, status: int, path: str
) -> None:
    site.pages |= {"/a": Reply(b"A"), "/b": Reply(b"B")}
    site.pages[path] = Reply(b"busy", status, {"Retry-After": "120"})
    clock = SetClock()
    alone: dict[str, datetime] = {}
    busy = "localhost asks to be left alone until 2026-03-01 08:02 UTC: sync again then"
    with pytest.raises(LeftAlone, match=busy):
        Manners(SETTINGS, clock.clock(), alone).get(site.url("/a"))
    asked = len(site.asked)
    later_run = Manners(SETTINGS, clock.clock(), alone)
    clock.day += timedelta(seconds=119)
    with pytest.raises(LeftAlone, match=busy):
        later_run.get(site.url("/b"))
    assert len(site.asked) == asked, "nothing was sent, no robots.txt either"
    del site.pages[path]
    clock.day += timedelta(seconds=1)
    assert later_run.get(site.url("/b")).body == b"B"
    assert alone == {}


@pytest.mark.parametrize(
    ("status", "retry_after"), [(429, ""), (503, "soon"), (500, "120"), (429, "0")]
)
def test_a_host_that_says_no_time_is_asked_again(site: Site, status: int, retry_after: str) -> None:
    site.pages |= {"/a": Reply(b"", status, {"Retry-After": retry_after}), "/b": Reply(b"B")}
    polite = manners(SETTINGS)
    with pytest.raises(FetchError, match=f"the server says {status}: try again later"):
        polite.get(site.url("/a"))
    assert polite.get(site.url("/b")).body == b"B"


NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("60", NOW + timedelta(minutes=1)),
        ("9" * 900, NOW + timedelta(days=7)),
        ("Sun, 01 Mar 2026 09:00:00 GMT", NOW + timedelta(hours=1)),
        ("Sun, 01 Mar 2026 10:00:00 +0100", NOW + timedelta(hours=1)),
        ("Sun, 01 Mar 2026 09:00:00 -0000", NOW + timedelta(hours=1)),
        ("Fri, 31 Dec 9999 23:59:59 GMT", NOW + timedelta(days=7)),
        ("Sun, 01 Mar 2026 07:00:00 GMT", None),
        ("-5", None),
        ("", None),
        ("Sun, 99 Mar 2026", None),
    ],
)
def test_the_time_that_a_host_names(said: str, until: datetime | None) -> None:
    assert later(said, NOW) == until
