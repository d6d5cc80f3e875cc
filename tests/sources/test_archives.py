import struct
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import CorpusError
from rag.sources.archives import is_outside, open_archive, open_document, parse_xml, read_member
from tests.sources.made import zipped


def test_a_member_is_read() -> None:
    archive = open_archive(zipped({"a.md": "It rose."}))
    assert read_member(archive, "a.md") == b"It rose."
    with pytest.raises(CorpusError, match=r"has no b\.md: save it anew"):
        read_member(archive, "b.md")


def test_a_bomb_is_refused_before_it_is_read() -> None:
    with pytest.raises(CorpusError, match="as a zip bomb does"):
        open_document(zipped({"a.md": b"\0" * 50_000_000}))


def test_too_many_files_or_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.sources.archives.MOST_MEMBERS", 2)
    with pytest.raises(CorpusError, match="more than 2 files"):
        open_archive(zipped({str(number): "a" for number in range(3)}))
    monkeypatch.setattr("rag.sources.archives.MOST_UNPACKED", 3)
    with pytest.raises(CorpusError, match="unpacks to more than"):
        open_archive(zipped({"a": "long"}))


def test_a_member_that_lies_about_its_size_gives_no_more_than_it_says() -> None:
    data = bytearray(zipped({"a.md": "It rose, and it rose again. " * 100}))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<I", 10)
    with pytest.raises(CorpusError):
        read_member(open_archive(bytes(data)), "a.md")


def test_an_encrypted_and_a_broken_archive() -> None:
    data = bytearray(zipped({"a.md": "It rose."}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(CorpusError, match="encrypted: save it without a password"):
        open_document(bytes(data))
    with pytest.raises(CorpusError, match="encrypted: save it without a password"):
        read_member(open_archive(bytes(data)), "a.md")
    with pytest.raises(CorpusError, match="a broken zip archive"):
        open_archive(b"PK\x03\x04 nothing")


@pytest.mark.parametrize(
    "name", ["../a.md", "a/../../b.md", "/etc/passwd", "C:\\a.md", "..\\a.md", "a\\..\\..\\b"]
)
def test_names_that_lead_outside(name: str) -> None:
    assert is_outside(name)


def test_xml_fetches_nothing_and_multiplies_nothing() -> None:
    assert parse_xml(b"<a>It rose.</a>").text == "It rose."
    laughs = "".join(f'<!ENTITY l{n + 1} "&l{n};&l{n};&l{n};&l{n};">' for n in range(20))
    for bad in (
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        f'<!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]><a>&l20;</a>',
    ):
        with pytest.raises(CorpusError, match=r"declares entities: refused|XML is broken"):
            parse_xml(bad.encode())
    for broken in (b"<a>", b"", b"<a" + b"<b>" * 1000):
        with pytest.raises(CorpusError, match="XML is broken"):
            parse_xml(broken)


@given(st.binary(max_size=300))
def test_no_bytes_break_it(data: bytes) -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a", "b")
    try:
        archive = open_archive(made.getvalue()[:60] + data + made.getvalue()[60:])
        for name in archive.namelist():
            read_member(archive, name)
    except CorpusError:
        pass
