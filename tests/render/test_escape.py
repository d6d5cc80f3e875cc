import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.render.escape import escape_markdown, linked, plain, safe_url


def test_a_terminal_escape_never_gets_through() -> None:
    assert plain("a\x1b[31mred\u202e") == "a[31mred"


@given(st.text())
def test_what_is_plain_stays_as_it_is(text: str) -> None:
    assert plain(plain(text)) == plain(text)


def test_markdown_shows_a_text_as_it_is() -> None:
    escaped = escape_markdown("[x](javascript:y) <b>\n# z")
    assert escaped == "\\[x\\]\\(javascript\\:y\\) \\<b\\> \\# z"


def test_a_web_address_is_a_link() -> None:
    assert safe_url(" https://example.org/a?b=c ") == "https://example.org/a?b=c"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.org",
        "http://",
        "file:///etc/passwd",
        "http://[x",
    ],
)
def test_no_other_address_is_a_link(address: str) -> None:
    assert safe_url(address) == ""


def test_what_is_linked_is_ascii_and_one_host() -> None:
    for url, shown in (
        ("https://a.example/ü?q=a b&c=%zz#x", "https://a.example/%C3%BC?q=a%20b&c=%25zz#x"),
        ("http://müller.example:8080/a%20b", "http://xn--mller-kva.example:8080/a%20b"),
        ("https://a.example:99999/", ""),
        ("https://[::1]/", ""),
        ("https://a..example/", ""),
        ("javascript:alert(1)", ""),
        ("https://bank.example@evil.example/", ""),
        ('https://a"b/', ""),
    ):
        assert linked(url) == shown
