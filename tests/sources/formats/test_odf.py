import pytest

from rag.errors import CorpusError
from rag.sources.formats.odf import load_odt
from tests.sources.made import zipped

SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (("office", "office"), ("text", "text"), ("table", "table"), ("m", "meta"))
)
BODY = """<text:h>Bridge closed</text:h><text:p>By Anna Keller, Lakeside Courier</text:p>
<text:p>It was<text:s text:c="2"/>closed<text:note><text:p>a note</text:p></text:note>
<text:span> on Monday</text:span>.</text:p>
<text:list><text:list-item><text:p>One</text:p></text:list-item>
<text:list-item><text:p>Two</text:p></text:list-item></text:list>
<table:table><table:table-row><table:table-cell><text:p>Heide</text:p></table:table-cell>
<table:table-cell><text:p>4.10</text:p></table:table-cell></table:table-row></table:table>
<text:section><text:p>It ends.</text:p></text:section>"""
META = f"""<office:document-meta {SPACES} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>
<dc:title>Bridge closed</dc:title><dc:language>en-GB</dc:language>
<m:initial-creator>Anna Keller</m:initial-creator></office:meta></office:document-meta>"""


def content(body: str = BODY) -> str:
    return (
        f"<office:document-content {SPACES}><office:body><office:text>{body}"
        "</office:text></office:body></office:document-content>"
    )


def test_paragraphs_lists_and_tables_in_their_order() -> None:
    data = zipped({"content.xml": content(), "meta.xml": META})
    article = load_odt(data, "a.odt").articles[""]
    assert article.title == "Bridge closed"
    assert article.text.split("\n\n") == [
        "It was  closed\n on Monday.",
        "- One\n- Two",
        "Heide | 4.10",
        "It ends.",
    ]
    assert (article.outlet, article.authors) == ("Lakeside Courier", ("Anna Keller",))


def test_a_document_without_content_or_with_entities() -> None:
    with pytest.raises(CorpusError, match=r"has no content\.xml"):
        load_odt(zipped({"a": "b"}), "a.odt")
    bad = f'<!DOCTYPE a [<!ENTITY x "y">]>{content("<text:p>&x;</text:p>")}'
    with pytest.raises(CorpusError, match="declares entities"):
        load_odt(zipped({"content.xml": bad}), "a.odt")
