"""What is sent, what comes back, and where no redirect leads."""

import pytest

from rag.errors import FetchError
from rag.sources.fetch import USER_AGENT, Fetched, fetch
from tests.sources.site import SETTINGS, Reply, Site, moved


def get(site: Site, path: str) -> Fetched:
    return fetch(site.url(path), SETTINGS)


def test_a_page_comes_with_what_is_needed_later(site: Site) -> None:
    headers = {"Last-Modified": "Mon, 02 Mar 2026 10:00:00 GMT", "Set-Cookie": "a=b"}
    site.pages["/a"] = Reply(b"Heide", headers={"Content-Type": "text/plain", **headers})
    got = get(site, "/a")
    assert (got.url, got.moved_to, got.status, got.body) == (site.url("/a"),) * 2 + (200, b"Heide")
    assert got.headers["content-type"] == "text/plain"
    assert got.headers["last-modified"] == headers["Last-Modified"]
    assert set(got.headers) == {"etag", "content-type", "last-modified"}


def test_what_is_sent(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://192.0.2.1:9")
    monkeypatch.setenv("http_proxy", "http://192.0.2.1:9")
    site.pages["/a"] = moved("/b")
    site.pages["/b"] = Reply(b"Heide", headers={"Set-Cookie": "a=b"})
    get(site, "/a")
    for _, headers in site.asked:
        assert set(headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
        assert headers["User-Agent"] == USER_AGENT
        assert headers["Host"] == site.address.removeprefix("http://")


def test_an_unchanged_page_is_not_sent_again(site: Site) -> None:
    site.pages["/a"] = Reply(b"Heide")
    etag = get(site, "/a").headers["etag"]
    got = fetch(site.url("/a"), SETTINGS, etag=etag, last_modified="yesterday")
    assert (got.status, got.body) == (304, b"")
    assert site.asked[-1][1]["If-Modified-Since"] == "yesterday"


@pytest.mark.parametrize("status", [404, 410, 500, 503])
def test_a_status_is_no_error(site: Site, status: int) -> None:
    site.pages["/a"] = Reply(b"sorry", status, {"Retry-After": "60"})
    got = get(site, "/a")
    assert (got.status, got.headers["retry-after"]) == (status, "60")


def test_redirects_are_followed_and_those_for_good_are_told(site: Site) -> None:
    site.pages |= {
        "/a": moved("/b"),
        "/b": moved("c", 308),
        "/c": moved("/d", 302),
        "/d": moved("/e", 301),
        "/e": Reply(b"here"),
    }
    got = get(site, "/a")
    assert (got.url, got.moved_to, got.body) == (site.url("/e"), site.url("/c"), b"here")


def test_each_address_is_told_before_it_is_asked(site: Site) -> None:
    site.pages |= {"/a": moved("/b", 303), "/b": Reply(b"here")}
    told: list[str] = []
    fetch(site.url("/a"), SETTINGS, before=told.append)
    assert told == [site.url("/a"), site.url("/b")]


def test_a_loop_of_redirects(site: Site) -> None:
    site.pages |= {"/a": moved("/b"), "/b": moved("/a")}
    with pytest.raises(FetchError, match="leads back to itself: leave it out"):
        get(site, "/a")


def test_too_many_redirects(site: Site) -> None:
    site.pages |= {f"/{n}": moved(f"/{n + 1}") for n in range(20)}
    with pytest.raises(FetchError, match="more than 5 redirects"):
        get(site, "/0")
    assert len(site.paths()) == 6


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:{port}/secret",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]:{port}/secret",
        "http://[::ffff:127.0.0.1]:{port}/secret",
        "http://2130706433:{port}/secret",
        "http://0x7f.1:{port}/secret",
        "//127.0.0.1:{port}/secret",
    ],
)
def test_langchain_cve_2026_26013_a_redirect_into_this_network(site: Site, target: str) -> None:
    site.pages["/a"] = moved(target.format(port=site.address.rpartition(":")[2]))
    site.pages["/secret"] = Reply(b"secret")
    with pytest.raises(FetchError, match="is not on the public internet"):
        get(site, "/a")
    assert site.paths() == ["/a"]


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/", "http://a:b@c/"])
def test_open_webui_ghsa_hx98_a_redirect_to_another_scheme(site: Site, target: str) -> None:
    site.pages["/a"] = moved(target)
    with pytest.raises(FetchError, match="address"):
        get(site, "/a")
