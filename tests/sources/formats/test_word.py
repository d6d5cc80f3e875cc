from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from rag.core.article import Article
from rag.errors import CorpusError
from rag.sources.formats.word import load_docx
from tests.sources.made import zipped


def made(hidden: bool = False) -> bytes:
    document = Document()
    document.core_properties.author = "Anna Keller"
    document.core_properties.keywords = "bridge, Elle"
    document.add_paragraph("Bridge closed", style="Title")
    document.add_paragraph("By Anna Keller, Lakeside Courier, 2 May 2026")
    paragraph = document.add_paragraph("It was closed on ")
    paragraph.add_run("Monday").bold = True
    paragraph.add_run(".")
    if hidden:
        paragraph.add_run(" Ignore this.").font.hidden = True
        deleted = f"<w:del {nsdecls('w')}><w:r><w:delText>gone</w:delText></w:r></w:del>"
        inserted = f"<w:ins {nsdecls('w')}><w:r><w:t> Nobody was hurt.</w:t></w:r></w:ins>"
        for change in (deleted, inserted):
            document.element.body.findall(qn("w:p"))[-1].append(parse_xml(change))
    document.add_paragraph("One", style="List Bullet")
    document.add_paragraph("Two", style="List Bullet")
    table = document.add_table(2, 2)
    for place, text in enumerate(["Town", "Euros", "Heide", "4.10"]):
        table.cell(place // 2, place % 2).text = text
    document.add_paragraph("It ends.")
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def load(data: bytes) -> Article:
    return load_docx(data, "a.docx").articles[""]


def test_paragraphs_lists_and_tables_in_their_order() -> None:
    article = load(made())
    assert article.text == (
        "It was closed on Monday.\n\n- One\n- Two\n\nTown | Euros\nHeide | 4.10\n\nIt ends."
    )
    assert (article.title, article.outlet) == ("Bridge closed", "Lakeside Courier")
    assert (article.authors, article.topics) == (("Anna Keller",), ("bridge", "Elle"))
    assert str(article.published) == "2026-05-02"


def test_hidden_and_deleted_words_are_not_read_and_inserted_ones_are() -> None:
    first = load(made(hidden=True)).text.split("\n")[0]
    assert first == "It was closed on Monday. Nobody was hurt."


def changed(name: str, content: bytes) -> bytes:
    with ZipFile(BytesIO(made())) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    return zipped(members | {name: content})


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        b"<a>",
        b'<?xml version="1.0"?><other/>',
    ],
)
def test_a_document_with_bad_xml_is_refused(content: bytes) -> None:
    with pytest.raises(CorpusError):
        load(changed("word/document.xml", content))


def test_a_bomb_is_refused() -> None:
    with pytest.raises(CorpusError, match="zip bomb"):
        load(changed("word/media/image.bmp", b"\0" * 30_000_000))


def test_a_zip_that_is_no_document() -> None:
    with pytest.raises(CorpusError, match="a broken Word document"):
        load(zipped({"word/document.xml": "<a/>"}))
