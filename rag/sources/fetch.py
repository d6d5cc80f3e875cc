"""One HTTP request for a page, polite and safe.

It connects to exactly the address that was checked, before each request and so after each redirect;
a certificate is checked against the name of the host. No cookie, no proxy of the environment, no
name and password is ever sent.
"""

import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from rag.errors import FetchError
from rag.sections import WebSettings
from rag.sources.addresses import canonical, host_of

USER_AGENT = "Footnote/0.1 (reads articles for one person; respects robots.txt)"
MOST_REDIRECTS = 5
FINE, UNCHANGED, NOT_FOUND, GONE = 200, 304, 404, 410
_REDIRECTS = {301: True, 302: False, 303: False, 307: False, 308: True}
"""The redirects, and whether each is for good."""
_KEPT_HEADERS = ("etag", "last-modified", "content-type", "retry-after")
_LONGEST_HEADER = 1000


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back for an address.

    Attributes:
        url: the address that it came from, after all redirects.
        moved_to: where the page was moved for good; the address asked for where it was not.
        status: the status of HTTP; 304 where it is unchanged.
        headers: ETag, Last-Modified, Content-Type and Retry-After, in lower case, as far as given.
        body: its bytes, decompressed.
    """

    url: str
    moved_to: str
    status: int
    headers: Mapping[str, str]
    body: bytes


def fetch(
    url: str,
    settings: WebSettings,
    *,
    etag: str = "",
    last_modified: str = "",
    before: Callable[[str], None] = lambda url: None,
) -> Fetched:
    """Ask for a page.

    Args:
        url: its address.
        settings: the limits of time and size, and hosts that may be asked wherever they are.
        etag: that of the copy at hand; it is asked whether that is still the page.
        last_modified: likewise.
        before: called with each address before it is asked; it may wait, or refuse by an error.

    Raises:
        FetchError: for an address that may not be asked, a host that can't be reached, or a reply
            that is too large, too slow or not proper HTTP.
    """
    conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    headers = [(name, value) for name, value in conditions.items() if value]
    moved_to = url = canonical(url)
    seen, for_good = {url}, True
    while True:
        before(url)
        status, fields, body = _request(url, headers, settings)
        target = fields.get("location", "")
        if status not in _REDIRECTS or not target:
            kept = {name: fields[name] for name in _KEPT_HEADERS if name in fields}
            return Fetched(url, moved_to, status, kept, body)
        url = canonical(target, url)
        for_good = for_good and _REDIRECTS[status]
        moved_to = url if for_good else moved_to
        if url in seen:
            raise FetchError(f"{url} leads back to itself: leave it out")
        seen.add(url)
        if len(seen) > MOST_REDIRECTS + 1:
            raise FetchError(f"more than {MOST_REDIRECTS} redirects lead to {url}: leave it out")


def _request(
    url: str, headers: Iterable[tuple[str, str]], settings: WebSettings
) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and body of the reply to one request."""
    import httpcore

    from rag.sources.pinned import PinnedBackend

    until = time.monotonic() + settings.seconds
    sent = [
        ("Host", urlsplit(url).netloc),
        ("User-Agent", USER_AGENT),
        ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
        ("Accept-Encoding", "gzip"),
        ("Connection", "close"),
        *headers,
    ]
    backend = PinnedBackend(until, settings.allow_hosts)
    try:
        with (
            httpcore.ConnectionPool(max_connections=1, network_backend=backend) as pool,
            pool.stream("GET", url, headers=sent) as reply,
        ):
            fields = _as_text(reply.headers)
            if reply.status in _REDIRECTS or reply.status == UNCHANGED:
                return reply.status, fields, b""
            return reply.status, fields, _body(reply.iter_stream(), fields, settings.page_mb)
    except httpcore.TimeoutException as error:
        raise FetchError(
            f"{host_of(url)} takes more than {settings.seconds:g} s: try again later"
        ) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        raise FetchError(
            f"{host_of(url)} can't be read from ({str(error) or type(error).__name__}): "
            "try again later"
        ) from error


def _as_text(headers: Sequence[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return headers by their names in lower case; of several the first, cut to a bound."""
    fields: dict[str, str] = {}
    for name, value in headers:
        shown = value.decode("latin-1")
        fields.setdefault(name.decode("latin-1").lower(), shown[:_LONGEST_HEADER])
    return fields


def _body(pieces: Iterable[bytes], fields: Mapping[str, str], most_mb: int) -> bytes:
    """Return a body, decompressed.

    Raises:
        FetchError: when it is larger than allowed or compressed in a way that was not asked for.
    """
    coding = fields.get("content-encoding", "identity").strip().lower()
    if coding in ("gzip", "x-gzip"):
        pieces = _unzipped(pieces, most_mb * 1_000_000)
    elif coding not in ("identity", ""):
        raise FetchError(f"the page is packed as {coding[:40]!r}: only gzip is read")
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > most_mb * 1_000_000:
            raise FetchError(f"the page is larger than {most_mb} MB: raise web.page_mb to have it")
    return bytes(body)


def _unzipped(pieces: Iterable[bytes], most: int) -> Iterator[bytes]:
    """Yield what gzip has packed; a piece that makes more than `most` bytes is cut behind them."""
    unpack = zlib.decompressobj(wbits=31)
    try:
        for piece in pieces:
            yield unpack.decompress(piece, most + 1)
    except zlib.error as error:
        raise FetchError("the page is packed wrongly: try again later") from error
    if not unpack.eof:
        raise FetchError("the page came only in part: try again later")
