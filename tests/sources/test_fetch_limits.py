"""What a page may do to who fetches it: nothing but to fail."""

import gzip
import socket
from http.server import BaseHTTPRequestHandler

import pytest

from rag.errors import FetchError
from rag.sources.fetch import Fetched, fetch
from tests.sources.site import SETTINGS, Reply, Site, zipped

HASTY = SETTINGS.model_copy(update={"seconds": 0.3})


def get(site: Site, path: str) -> Fetched:
    return fetch(site.url(path), SETTINGS)


def test_gzip_is_unpacked(site: Site) -> None:
    site.pages["/a"] = zipped(b"Heide")
    assert get(site, "/a").body == b"Heide"


def test_a_gzip_bomb(site: Site) -> None:
    site.pages["/a"] = zipped(bytes(300_000_000))
    with pytest.raises(FetchError, match=r"larger than 1 MB: raise web\.page_mb to have it"):
        get(site, "/a")


def test_gzip_that_is_broken_or_cut_off(site: Site) -> None:
    packed = gzip.compress(b"Heide" * 1000)
    site.pages["/a"] = Reply(b"no gzip", headers={"Content-Encoding": "gzip"})
    site.pages["/b"] = Reply(packed[:-12], headers={"Content-Encoding": "gzip"})
    for path, message in (("/a", "packed wrongly"), ("/b", "came only in part")):
        with pytest.raises(FetchError, match=message):
            get(site, path)


def test_another_packing_is_refused(site: Site) -> None:
    site.pages["/a"] = Reply(b"x", headers={"Content-Encoding": "br"})
    with pytest.raises(FetchError, match="packed as 'br': only gzip is read"):
        get(site, "/a")


def start(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()


def test_an_endless_body(site: Site) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        start(handler)
        while not site.ended.is_set():
            handler.wfile.write(b"x" * 65_536)

    site.pages["/a"] = endless
    with pytest.raises(FetchError, match="larger than 1 MB"):
        get(site, "/a")


def test_endless_headers(site: Site) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not site.ended.is_set():
            handler.wfile.write(b"X-More: " + b"x" * 1000 + b"\r\n")

    site.pages["/a"] = endless
    with pytest.raises(FetchError, match="can't be read from"):
        get(site, "/a")


def test_a_server_that_says_nothing(site: Site) -> None:
    site.pages["/a"] = lambda handler: (site.ended.wait(30), None)[1]
    with pytest.raises(FetchError, match=r"takes more than 0\.3 s: try again later"):
        fetch(site.url("/a"), HASTY)


def test_slow_loris_a_body_that_comes_byte_by_byte(site: Site) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        start(handler)
        while not site.ended.wait(0.02):
            handler.wfile.write(b"x")

    site.pages["/a"] = drip
    with pytest.raises(FetchError, match=r"takes more than 0\.3 s"):
        fetch(site.url("/a"), HASTY)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"hello\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_what_is_not_http(site: Site, raw: bytes) -> None:
    def say(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(raw)
        handler.close_connection = True

    site.pages["/a"] = say
    with pytest.raises(FetchError, match="localhost can't be read from"):
        get(site, "/a")


def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        with pytest.raises(FetchError, match="localhost can't be read from"):
            fetch(f"http://localhost:{free.getsockname()[1]}/", SETTINGS)
