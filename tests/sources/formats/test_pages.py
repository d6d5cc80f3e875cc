import pytest

from rag.errors import CorpusError
from rag.sources.formats.pages import parse_page, remove_around, remove_hidden


def shown(html: str, around: bool = False) -> str:
    tree, _ = parse_page(f"<html><body>{html}</body></html>".encode())
    remove_hidden(tree)
    if around:
        remove_around(tree)
    return " ".join(tree.text_content().split())


@pytest.mark.parametrize(
    "hidden",
    [
        "<p style='display: none'>x</p>",
        "<p style='VISIBILITY:hidden'>x</p>",
        "<p style='font-size:0;color:#fff'>x</p>",
        "<p style='font-size: 0px'>x</p>",
        "<p style='color: white'>x</p>",
        "<p style='color:#FFFFFF;'>x</p>",
        "<p style='opacity:0'>x</p>",
        "<p style='position:absolute;left:-9999px'>x</p>",
        "<p style='height:0;overflow:hidden'>x</p>",
        "<p hidden>x</p>",
        "<p aria-hidden='true'>x</p>",
        "<p class='sr-only'>x</p>",
        "<template><p>x</p></template>",
        "<noscript>x</noscript>",
        "<style>.trap, #y { display : none }</style><p class='a trap'>x</p>",
    ],
)
def test_what_nobody_sees_is_not_read(hidden: str) -> None:
    assert shown(f"<p>It rose.</p> {hidden}<p>It fell.</p>") == "It rose. It fell."


@pytest.mark.parametrize(
    "html",
    [
        "<p style='color:#fff;background:#000'>It rose.</p>",
        "<p style='font-size:0.9em; opacity:0.8; line-height:0'>It rose.</p>",
        "<p style='border-color:#fff'>It rose.</p>",
        "<style>@media print{.a{display:none}}</style><p class=a>It rose.</p>",
        "<style>.a .b{display:none}</style><p class=a>It rose.</p>",
    ],
)
def test_what_is_seen_stays(html: str) -> None:
    assert shown(html) == "It rose."


@pytest.mark.parametrize(
    "around",
    [
        "<nav>Home</nav>",
        "<div class='cookie-banner'>We use cookies</div>",
        "<div role=dialog>Accept</div>",
        "<form>Search</form>",
        "<div class='share-buttons'>Share</div>",
        "<section id=comments><p>Told you so!</p></section>",
        "<h3>Comments (3)</h3><p>Told you so!</p>",
        "<h2>Read on</h2><a href=x>Teaser</a>",
        "<h2>Mehr zum Thema</h2><p><a href=x>Teaser</a></p>",
        "<h3>More in Local</h3><ul><li><a href=x>Teaser</a></li></ul>",
        "<div class='newsletter-signup'>Sign up</div>",
    ],
)
def test_what_stands_around_an_article_is_not_read(around: str) -> None:
    assert shown(f"<article><p>It rose.</p></article>{around}", around=True) == "It rose."


@pytest.mark.parametrize(
    "note",
    [
        "<div>Advertisement</div>",
        "<p>Listen to this story 14:22</p>",
        "<p>Your browser does not support iframes.</p>",
        "<ul><li>e-mail</li><li>12 shares</li></ul>",
        "<p><a href=x>Exclusive: who pays?</a></p>",
        "<p><b>Read also:</b> <a href=x>Why it rose</a></p>",
        "<sup><a href='#1'>1</a></sup>",
        "<div class='shareArticles'>to friends</div>",
    ],
)
def test_notes_in_an_article_are_not_read(note: str) -> None:
    html = f"<div><p>It rose.</p> {note} <p>It fell.</p></div>"
    assert shown(html, around=True) == "It rose. It fell."


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Discussion</h2><p>It rose because of the drought.</p>",
        "<p>More on Tuesday.</p><p>It rose.</p>",
        "<h2>More in the bank than ever</h2><p>It rose.</p>",
        "<div class='subscriber-content'><p>It rose, and then it fell, and rose again.</p></div>",
        "<div class='elementor-widget'><p>It rose.</p></div><p>It fell.</p>",
    ],
)
def test_a_part_of_the_article_stays_whatever_it_is_called(html: str) -> None:
    assert shown(html, around=True) == shown(html)


def test_links_in_a_text_stay() -> None:
    html = "<p>It <a href=x>rose</a>.</p> <ul><li><a href=x>One</a></li></ul>"
    assert shown(html, around=True) == "It rose. One"


def test_words_that_pages_part_for_their_line_breaks_are_whole() -> None:
    assert shown("<p>cooper\u200bative buil\u00adding</p>") == "cooperative building"


def test_the_encoding_that_a_page_says_is_its_own() -> None:
    data = '<html><head><meta charset="iso-8859-2"></head><body>Łódź'.encode("iso-8859-2")
    tree, warning = parse_page(data)
    assert (tree.text_content(), warning) == ("Łódź", "")


@pytest.mark.parametrize("tag", ["div", "b", "ul"])
def test_a_page_that_is_nested_without_end_is_refused(tag: str) -> None:
    with pytest.raises(CorpusError, match="nested too deep"):
        parse_page(f"<{tag}>".encode() * 100_000 + b"text")


def test_an_empty_page_is_none() -> None:
    with pytest.raises(CorpusError, match="no page"):
        parse_page(b"<!-- -->")
