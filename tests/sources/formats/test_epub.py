from datetime import date

import pytest

from rag.errors import CorpusError
from rag.sources.formats.epub import load_epub
from tests.sources.made import zipped

CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OPS/book.opf"/></rootfiles></container>"""
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf"><metadata
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The tunnel</dc:title>
<dc:creator>Anna Keller</dc:creator><dc:publisher>Lakeside Press</dc:publisher>
<dc:language>en</dc:language><dc:date>2026-05-02</dc:date></metadata><manifest>
<item id="n" href="nav.xhtml" properties="nav"/><item id="a" href="one%20a.xhtml"/>
<item id="b" href="two.xhtml"/><item id="c" href="../../etc/passwd"/>
<item id="d" href="gone.xhtml"/>
</manifest><spine><itemref idref="n"/><itemref idref="b"/><itemref idref="a"/><itemref idref="c"/>
<itemref idref="d"/><itemref idref="e"/></spine></package>"""


def made(**more: str) -> bytes:
    page = "<html><body><h1>{0}</h1><p>It is {0}.</p><p hidden>x</p></body></html>"
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": CONTAINER,
            "OPS/book.opf": PACKAGE,
            "OPS/nav.xhtml": "<html><body>Contents</body></html>",
            "OPS/one a.xhtml": page.format("one"),
            "OPS/two.xhtml": page.format("two"),
        }
        | more
    )


def test_chapters_are_read_in_their_order() -> None:
    reading = load_epub(made(), "a.epub")
    article = reading.articles[""]
    assert article.text == "two\n\nIt is two.\n\none\n\nIt is one."
    assert (article.title, article.outlet) == ("The tunnel", "Lakeside Press")
    assert (article.authors, article.published) == (("Anna Keller",), date(2026, 5, 2))
    assert reading.warnings == ("OPS/gone.xhtml: has no OPS/gone.xhtml: save it anew",)


def test_a_protected_book_is_told_and_one_with_protected_fonts_is_read() -> None:
    locked = '<e xmlns="x"><CipherReference URI="OPS/{}"/></e>'
    name = "META-INF/encryption.xml"
    with pytest.raises(CorpusError, match="encrypted: save it without its protection"):
        load_epub(made(**{name: locked.format("two.xhtml")}), "a.epub")
    assert load_epub(made(**{name: locked.format("font.otf")}), "a.epub").articles


def test_a_book_without_a_list_of_its_parts() -> None:
    with pytest.raises(CorpusError, match=r"has no META-INF/container\.xml"):
        load_epub(zipped({"mimetype": "application/epub+zip"}), "a.epub")


def test_a_bad_chapter_costs_only_itself_and_is_named() -> None:
    reading = load_epub(made(**{"OPS/two.xhtml": "<div>" * 3_000}), "a.epub")
    assert reading.articles[""].text == "one\n\nIt is one."
    assert reading.warnings[0] == "OPS/two.xhtml: nested too deep: save the page anew"
