"""Addresses of pages: how one is written, and which hosts may be asked.

A page must not make Footnote ask this machine, its network or a cloud's metadata service. What is
judged is the address that a name leads to, so every way of writing it is covered.
"""

import ipaddress
import re
import socket
from collections.abc import Sequence
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urljoin, urlsplit

from rag.core.article import MOST_URL
from rag.errors import FetchError

_PORTS = {"http": 80, "https": 443}
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id")
_SAFE = "/:@!$&'()*+,;=-._~%"
_NOT_PUBLIC = tuple(
    map(
        ipaddress.ip_network,
        (
            "168.63.129.16/32",  # the metadata of one cloud has a public address
            "fec0::/10",
            "64:ff9b:1::/48",
            "3fff::/20",
            "5f00::/16",
        ),
    )
)
"""Not public, though older versions of Python take them for it."""
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_COMPATIBLE = ipaddress.ip_network("::/96")


def canonical(url: str, base: str = "") -> str:
    """Return an address as it identifies a page.

    Scheme and host are in lower case, the usual port, the fragment and what only tracks readers
    are left out.

    Args:
        url: as it was written, in a page also relative to it.
        base: the address of the page where it was written.

    Raises:
        FetchError: when it is no address of a page, or has a user name or password in it.

    >>> canonical("HTTP://Example.org:80?id=1&utm_source=feed#top")
    'http://example.org/?id=1'
    >>> canonical("../b.html", "https://example.org/news/a.html")
    'https://example.org/b.html'
    """
    try:
        parts = urlsplit(urljoin(base, url.strip()))
        port = parts.port
        host = _ascii_host(parts.hostname or "")
    except ValueError as error:
        raise FetchError(f"{_shown(url)} is no address of a page: check it") from error
    if parts.scheme not in _PORTS or not host:
        raise FetchError(f"{_shown(url)} is no address of a page: write http:// or https://")
    if "@" in parts.netloc:
        raise FetchError(f"the address of {host} has a user name in it: leave it out")
    place = f"[{host}]" if ":" in host else host
    if port not in (None, _PORTS[parts.scheme]):
        place += f":{port}"
    path = quote(parts.path, safe=_SAFE) or "/"
    query = _without_tracking(parts)
    result = f"{parts.scheme}://{place}{path}" + (f"?{query}" if query else "")
    if len(result) > MOST_URL:
        raise FetchError(f"{_shown(url)} is too long an address: leave it out")
    return result


def _without_tracking(parts: SplitResult) -> str:
    query = quote(parts.query, safe=_SAFE + "?")
    if not any(_TRACKING.fullmatch(name) for name, _ in parse_qsl(query, keep_blank_values=True)):
        return query
    kept = (part for part in query.split("&") if not _TRACKING.fullmatch(part.partition("=")[0]))
    return "&".join(kept)


def _ascii_host(host: str) -> str:
    """Return a host's name in ASCII.

    Raises:
        ValueError: for one that no host has.
    """
    host = unquote(host).rstrip(".").lower()
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    if not re.fullmatch(r"[a-z0-9._:-]*", host):
        raise ValueError("not the name of a host")
    return host


def _shown(url: str) -> str:
    return repr(url if len(url) <= 120 else url[:117] + "...")


def origin(url: str) -> str:
    """Return scheme, host and port of a canonical address.

    >>> origin("https://example.org:8000/a?b")
    'https://example.org:8000'
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def host_of(url: str) -> str:
    """Return the host of a canonical address.

    >>> host_of("https://example.org:8000/a?b")
    'example.org'
    """
    return urlsplit(url).hostname or ""


def checked_addresses(host: str, port: int, allowed: Sequence[str] = ()) -> list[str]:
    """Return the addresses of a host, found now; only these may be connected to.

    Args:
        host: its name, or an address in any spelling that the system knows.
        port: where it will be asked.
        allowed: names of hosts that may be anywhere.

    Raises:
        FetchError: when there is none, or one of them is not on the public internet.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"no host {host} was found: check the address") from error
    addresses = [str(place[0]) for *_, place in found]
    if host not in allowed and not all(map(is_public, addresses)):
        raise FetchError(
            f"{host} is not on the public internet: name it in web.allow_hosts if you trust it"
        )
    return list(dict.fromkeys(addresses))


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public internet, also as IPv4 within IPv6.

    >>> is_public("192.0.2.1"), is_public("::ffff:127.0.0.1"), is_public("1.1.1.1")
    (False, False, True)
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and (inner := _ipv4_in(ip)) is not None:
        return is_public(str(inner))
    return (
        ip.is_global
        and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)
        and not any(ip in network for network in _NOT_PUBLIC if network.version == ip.version)
    )


def _ipv4_in(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 address stands for, None where it stands for none."""
    if ip in _NAT64 or ip in _COMPATIBLE:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour
