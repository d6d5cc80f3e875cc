import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import FetchError
from rag.sources.addresses import canonical, checked_addresses, host_of, is_public, origin

LOCAL = [
    "127.0.0.1",
    "127.8.8.8",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.100.100.200",
    "168.63.129.16",
    "0.0.0.0",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "192.0.2.1",
    "198.18.0.1",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd00:ec2::254",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
    "2001:db8::1",
    "2001::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "no address",
]


@pytest.mark.parametrize("address", LOCAL)
def test_open_webui_cve_2025_29446_no_address_of_this_network_is_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "2606:4700::1", "64:ff9b::101:101", "2002:101:101::"]
)
def test_others_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "0x7f.1",
        "::1",
        "0",
        "localhost",
    ],
)
def test_every_spelling_of_this_machine_is_refused(host: str) -> None:
    with pytest.raises(
        FetchError, match=r"is not on the public internet: name it in web\.allow_hosts"
    ):
        checked_addresses(host, 80)
    assert checked_addresses("localhost", 80, ("localhost",))[0] in ("127.0.0.1", "::1")


def test_a_host_with_one_address_that_is_not_public_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def resolve(host: str, port: int, **named: object) -> list[object]:
        return [(2, 1, 6, "", (address, port)) for address in ("1.1.1.1", "10.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(FetchError, match="not on the public internet"):
        checked_addresses("example.org", 443)


def test_a_host_that_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(host: str, port: int, **named: object) -> list[object]:
        raise socket.gaierror(-2, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(FetchError, match=r"no host example\.org was found: check the address"):
        checked_addresses("example.org", 443)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://Example.ORG", "https://example.org/"),
        (" https://example.org:443/a#b ", "https://example.org/a"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("https://example.org/a b/ü?q=ä", "https://example.org/a%20b/%C3%BC?q=%C3%A4"),
        ("https://example.org/%C3%BC?a=1&b=%2F", "https://example.org/%C3%BC?a=1&b=%2F"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://example.org/?utm_source=x&id=2&fbclid=3", "https://example.org/?id=2"),
        ("https://example.org/?utm_source=x", "https://example.org/"),
        ("https://example.org./a", "https://example.org/a"),
        ("https://[2606:4700::1]:80/a", "https://[2606:4700::1]:80/a"),
        ("https://example.org/a\nb", "https://example.org/ab"),
    ],
)
def test_one_page_has_one_address(url: str, expected: str) -> None:
    assert canonical(url) == canonical(expected) == expected


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "/a",
        "file:///etc/passwd",
        "ftp://example.org/",
        "gopher://example.org/",
        "javascript:alert(1)",
        "data:text/plain,a",
        "http://",
        "http:///a",
        "http://[::1",
        "http://a b/",
        "http://example.org:port/",
        "http://example.org:99999/",
        "http://[fe80::1%25eth0]/",
        "http://exa..mple.ör/",
        "https://example.org/" + "a" * 2000,
    ],
)
def test_ragflow_14090_what_is_no_address_of_a_page_is_refused(url: str) -> None:
    with pytest.raises(FetchError, match="address"):
        canonical(url)


@pytest.mark.parametrize("url", ["http://me:secret@example.org/", "http://a@b@127.0.0.1/"])
def test_a_name_and_a_password_are_neither_sent_nor_shown(url: str) -> None:
    with pytest.raises(FetchError, match="has a user name in it: leave it out") as caught:
        canonical(url)
    assert "secret" not in str(caught.value)


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        url = canonical("http://" + text, "https://example.org/")
    except FetchError:
        return
    assert canonical(url) == url
    assert url.isascii()
    assert host_of(url)
    assert url.startswith(origin(url))
