"""Whatever stands in an answer, nothing of it comes alive in what is handed on."""

import csv
import re
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from rag.render.escape import linked, plain
from rag.render.exports.clipboard import answer_clip, quote_clip
from rag.render.exports.forms import Format, export_answers
from rag.render.exports.handout import handout
from tests.render.exports.payloads import PAYLOADS, hostile, refused
from tests.render.exports.reading import Tags, values, words

ANSWERS = [answer for payload in PAYLOADS for answer in (hostile(payload), refused(payload))]
LINKS = {linked(payload) for payload in PAYLOADS} - {""}
TAGS = set(
    "html head meta title style body main section h1 h2 p small strong sup a table tr th td ul ol "
    "li span blockquote".split()
)
ATTRIBUTES = {"lang", "charset", "http-equiv", "content", "name", "href", "rel", "id", "value"}


def check_html(page: str) -> None:
    for tag, attributes in Tags(page).tags:
        assert tag in TAGS
        assert attributes.keys() <= ATTRIBUTES
        if tag == "a":
            link = attributes["href"] or ""
            assert re.fullmatch(r"#note-\d+", link) or link in LINKS


def test_there_are_fifty_payloads_and_one_is_a_link() -> None:
    assert len(set(PAYLOADS)) == 50
    assert {"https://evil.example/%22onmouseover='window.pwned=1'"} == LINKS


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_page_has_the_tags_of_its_template(payload: str) -> None:
    for answer in (hostile(payload), refused(payload)):
        page = export_answers(answer, "html", title=payload).decode()
        check_html(page)
        root = etree.HTML(page.split("\n", 1)[1])
        assert {node.tag for node in root.iter()} <= TAGS
        assert len(root.xpath("//meta | //style | //title")) == 6
        shown = " ".join(Tags(page).words.split())
        assert " ".join(plain(payload).split()) in shown
        clip = answer_clip(answer)
        check_html(clip.html)
        check_markdown(clip.markdown)
    clip = quote_clip(hostile(payload).citations[0])
    check_html(clip.html)
    check_markdown(clip.markdown)


def check_markdown(text: str) -> None:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for token in parser.parse(text):
        assert token.type not in ("html_block", "fence", "code_block")
        for child in token.children or ():
            assert child.type not in ("html_inline", "image", "code_inline", "s_open")
            if child.type == "link_open":
                assert child.attrs["href"] in LINKS


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markdown_has_no_tags_and_no_links_but_addresses(payload: str) -> None:
    for answer in (hostile(payload), refused(payload)):
        check_markdown(export_answers(answer, "markdown", title=payload).decode())


def test_a_word_document_holds_every_payload_as_text() -> None:
    document = export_answers(ANSWERS, "docx", title=PAYLOADS[0])
    with ZipFile(BytesIO(document)) as archive:
        parts = {
            name: etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        }
    targets = [
        node.get("Target")
        for name, root in parts.items()
        for node in root
        if name.endswith(".rels") and node.get("TargetMode") == "External"
    ]
    assert set(targets) == LINKS
    body, notes = parts["word/document.xml"], parts["word/footnotes.xml"]
    alive = {"object", "drawing", "pict", "altChunk", "instrText", "control", "script"}
    for root in (body, notes):
        assert not {etree.QName(node).localname for node in root.iter()} & alive
        assert all(" NOTEREF _Note" in field for field in values(root, "fldSimple", "instr"))
    for root in (body, notes):
        shown = " ".join(words(root).split())
        assert all(cleaned(payload) in shown for payload in PAYLOADS)


def cleaned(payload: str) -> str:
    kept = re.sub("[\x00-\x08\x0e-\x1f\ufffe]", "", plain(payload))
    return " ".join(kept.split())


def test_no_cell_is_a_formula_however_a_spreadsheet_splits_it() -> None:
    table = export_answers(ANSWERS, "csv").decode("utf-8-sig")
    for delimiter in ",;\t":
        for row in csv.reader(StringIO(table), delimiter=delimiter):
            for cell in row:
                assert not cell.strip(' "\r\n').startswith(tuple("=+-@\t\uff1d\uff0b\uff0d\uff20"))


def test_a_reference_has_its_own_fields_only() -> None:
    lines = export_answers(ANSWERS, "ris").decode().split("\r\n")
    assert all(re.match(r"[A-Z][A-Z0-9]  - |$", line) for line in lines)
    assert lines.count("TY  - NEWS") == len(PAYLOADS)
    links = {line.removeprefix("UR  - ") for line in lines if line.startswith("UR")}
    assert links == LINKS


@settings(max_examples=40)
@given(st.text(min_size=1, max_size=30))
def test_no_text_breaks_a_format(words_of: str) -> None:
    answers = [hostile(words_of), refused(words_of)]
    for form in Format:
        assert export_answers(answers, form, title=words_of)
    check_html(export_answers(answers, "html", title=words_of).decode())
    check_markdown(export_answers(answers, "markdown", title=words_of).decode())


def test_a_text_moves_no_terminal() -> None:
    text = export_answers(ANSWERS, "text", title=PAYLOADS[-1]).decode()
    assert not re.search("[\x1b\x85\u202e]", text)
    assert len(handout(ANSWERS).notes) == len(PAYLOADS)
