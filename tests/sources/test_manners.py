import pytest

from rag.errors import FetchError
from rag.sections import WebSettings
from rag.sources.manners import Manners
from tests.sources.clock import SetClock
from tests.sources.site import HOST, SETTINGS, Reply, Site, moved

SLOW = SETTINGS.model_copy(update={"delay": 2.0})


def manners(settings: WebSettings, clock: SetClock | None = None) -> Manners:
    return Manners(settings, (clock or SetClock()).clock())


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
