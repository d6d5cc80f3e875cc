"""To which address a connection goes, and whose certificate it takes."""

import socket
import ssl
from collections.abc import Iterator
from typing import Any

import pytest
import trustme

from rag.errors import FetchError
from rag.sources.fetch import fetch
from tests.sources.site import HOST, SETTINGS, Reply, Site, serving


def test_dns_rebinding_what_was_checked_is_what_is_connected_to(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that is public when it is looked up first and local a moment later."""
    port = int(site.address.rpartition(":")[2])
    answers = iter([["192.88.98.1"], ["127.0.0.1"]])
    connected: list[object] = []

    def resolve(host: str, port: int, *rest: object, **named: object) -> list[object]:
        return [(2, 1, 6, "", (address, port)) for address in next(answers)]

    def connect(address: object, *rest: object, **named: object) -> socket.socket:
        connected.append(address)
        raise OSError("unreachable")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(FetchError, match="can't be read from"):
        fetch(f"http://rebinding.example:{port}/secret", SETTINGS)
    assert connected == [("192.88.98.1", port)]
    with pytest.raises(FetchError, match="not on the public internet"):
        fetch(f"http://rebinding.example:{port}/secret", SETTINGS)
    assert site.asked == []


def test_where_one_address_of_a_host_is_dead_the_next_is_asked(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.create_connection

    def resolve(host: str, port: int, *rest: object, **named: object) -> list[object]:
        addresses = ("192.0.2.1", "127.0.0.1") if host == HOST else (host,)
        return [(2, 1, 6, "", (address, port)) for address in addresses]

    def connect(address: tuple[str, int], *rest: Any, **named: Any) -> socket.socket:
        if address[0] == "192.0.2.1":
            raise OSError("unreachable")
        return real(address, *rest, **named)

    site.pages["/a"] = Reply(b"Heide")
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    assert fetch(site.url("/a"), SETTINGS).body == b"Heide"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def secure(
    request: pytest.FixtureRequest, authority: trustme.CA, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Site]:
    """A site by https whose certificate is for the name that the test gives."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(request.param).configure_cert(context)
    with authority.cert_pem.tempfile() as file, serving(context) as site:
        monkeypatch.setenv("SSL_CERT_FILE", file)
        yield site


@pytest.mark.parametrize("secure", [HOST], indirect=True)
def test_a_certificate_is_checked_against_the_name(secure: Site) -> None:
    secure.pages["/a"] = Reply(b"Heide")
    assert fetch(secure.url("/a"), SETTINGS).body == b"Heide"


@pytest.mark.parametrize("secure", ["elsewhere.example"], indirect=True)
def test_a_certificate_for_another_name_is_refused(secure: Site) -> None:
    with pytest.raises(FetchError, match="certificate"):
        fetch(secure.url("/a"), SETTINGS)
