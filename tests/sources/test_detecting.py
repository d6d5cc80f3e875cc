import pytest

from rag.errors import CorpusError
from rag.sources.detecting import format_of
from tests.sources.made import pdf, zipped


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"A text.", "a.txt", "text"),
        (b"# A text.", "a.MD", "markdown"),
        (b"A text.", "a", "text"),
        (pdf([[(40, 500, "It rose.")]]), "a.txt", "pdf"),
        (b"<!doctype html><p>A page.", "a.md", "html"),
        (b"\xef\xbb\xbf<!-- saved --><html><p>A page.", "a.txt", "html"),
        (b"<p>A part of a page</p> in a text.", "a.md", "markdown"),
        (b'<?xml version="1.0"?><rss version="2.0">', "a.txt", "feed"),
        (b'<?xml version="1.0"?><html xmlns="x">', "a.xml", "html"),
        (b"From: a\nMessage-ID: <1@a.example>\nSubject: b\n\nText.", "a.txt", "mail"),
        (b"From: a\nTo: b\n\nText.", "a.txt", "text"),
        (zipped({"word/document.xml": "<a/>"}), "a.zip", "docx"),
        (zipped({"mimetype": "application/epub+zip"}), "a.zip", "epub"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "a.txt", "odt"),
        (zipped({"a.md": "It rose."}), "a.zip", "zip"),
        (b"WARC/1.0\r\n", "a.warc", "warc"),
        (b"a,b\n", "a.csv", "csv"),
    ],
)
def test_the_content_tells_the_format_before_the_name(data: bytes, name: str, kind: str) -> None:
    assert format_of(data, name) == kind


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"A text.", "a.pdf", "its content is no pdf"),
        (b"A text.", "a.docx", "its content is no docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "a.docx", "an old or encrypted Office file"),
        (b"\x89PNG\r\n", "a.txt", "a picture"),
        (b"PK\x03\x04broken", "a.zip", "a broken zip archive"),
        (zipped({"xl/workbook.xml": "<a/>"}), "a.zip", "a spreadsheet or presentation"),
        (b"{\\rtf1", "a.txt", "a rich text file"),
    ],
)
def test_what_is_surely_none_of_them_says_what_to_do(data: bytes, name: str, reason: str) -> None:
    with pytest.raises(CorpusError, match=reason):
        format_of(data, name)


@pytest.mark.parametrize(
    "piece", [b"<!---->", b"<!-- -->\n", b"<?a?>", b"<!DOCTYPE a []>", b"<!--"]
)
def test_onyx_11527_mark_up_before_the_first_element_takes_no_time(piece: bytes) -> None:
    """A pattern that can part it in many ways would not end."""
    data = b"<?xml version='1.0'?>" + piece * 400
    assert format_of(data + b"x", "a.txt") == "text"


def test_comments_before_the_first_element_are_passed_over() -> None:
    assert format_of(b"<!-- a --> <!---->\n<html>", "a.txt") == "html"
    assert format_of(b"<!-- a --><?b?><!DOCTYPE rss [<!ENTITY c 'd'>]>\n<rss>", "a.txt") == "feed"
