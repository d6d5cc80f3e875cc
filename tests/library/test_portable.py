import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rag.core.article import Article
from rag.core.details import Details, Reference
from rag.errors import DataError
from rag.library import portable
from rag.library.catalog import FILE_NAME, Catalog
from rag.library.portable import HEAD, PARTS, Portable, read_library, write_library
from rag.library.portable_records import Exported
from rag.library.records import Entry, Item, KeptVersion, Remark, Source
from tests.library.entries import HEIDE, SKELL

DETAILS = Details("Local", date(2026, 1, 2), pages=(0, 4), references=(Reference("A work"),))
FULL = Article("One. Two.", "T", "full", "The Paper", published="2026-01-01", details=DETAILS)
LONG_AGO = datetime(2026, 1, 1, 12, 30, 1, 5)
OLD = KeptVersion(Article("Before.", "Heide", "heide"), LONG_AGO)
REMARK = Remark('{"verdict": "right"}', LONG_AGO)


@contextmanager
def holding(folder: Path, *articles: Article) -> Iterator[Catalog]:
    catalog = Catalog(folder / FILE_NAME)
    items = (Item(one, Source(f"/{one.id}.md//part", "", HEIDE.sha256)) for one in articles)
    catalog.switch(1, [Entry(item, [], []) for item in items], [], {})
    yield catalog
    catalog.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A portable file of three articles, a version and a remark."""
    path = tmp_path / "all.footnote"
    with holding(tmp_path, FULL, HEIDE, SKELL) as catalog:
        catalog.add_kept([OLD], [REMARK])
        with catalog.view() as view:
            counts = write_library(view, path)
    assert counts == {"articles": 3, "versions": 1, "feedback": 1}
    return path


def test_what_is_read_is_what_was_written(file: Path) -> None:
    articles = tuple(Exported(one, f"{HEIDE.sha256}//part") for one in (FULL, HEIDE, SKELL))
    assert read_library(file) == Portable(articles, (OLD,), (REMARK,))
    assert [path.name for path in file.parent.iterdir() if path.suffix == ".part"] == []
    with zipfile.ZipFile(file) as archive:
        assert b"/heide.md" not in b"".join(map(archive.read, archive.namelist()))


def test_what_has_the_name_already_stays(file: Path) -> None:
    before = file.read_bytes()
    there = pytest.raises(DataError, match="is there already: choose another name")
    with holding(file.parent) as catalog, catalog.view() as view, there:
        write_library(view, file)
    assert file.read_bytes() == before


def rewrite(file: Path, change: Callable[[dict[str, bytes]], None], *, honest: bool) -> Path:
    """Write a file anew with other contents, with its checksums made anew where `honest`."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    if honest:
        head = json.loads(parts[HEAD])
        for part in PARTS:
            lines = parts[f"{part}.jsonl"]
            head["counts"][part] = len(lines.splitlines())
            head["sha256"][part] = hashlib.sha256(lines).hexdigest()
        parts[HEAD] = json.dumps(head).encode()
    other = file.with_name("other.footnote")
    with zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return other


def with_article(**values: Any) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        first, *rest = parts["articles.jsonl"].splitlines(keepends=True)
        record = json.loads(first) | values
        parts["articles.jsonl"] = json.dumps(record).encode() + b"\n" + b"".join(rest)

    return change


@pytest.mark.parametrize(
    "values",
    [
        {"text": "Another text."},
        {"sha256": "0"},
        {"id": "with space"},
        {"id": 5},
        {"id": "heide"},
        {"title": "  not one  line "},
        {"published": "2026-13-01"},
        {"published": 5},
        {"topics": "a, b"},
        {"authors": [["a"]]},
        {"details": {"unknown": 1}},
        {"details": []},
        {"path": "/etc/passwd"},
        {"outlet": "half a letter \ud800"},
        {"text": "\u0000" * 9},
    ],
    ids=str,
)
def test_an_article_that_could_not_have_been_written_is_refused(
    file: Path, values: dict[str, Any]
) -> None:
    other = rewrite(file, with_article(**values), honest=True)
    with pytest.raises(DataError, match="take a file that `rag export` wrote"):
        read_library(other)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (HEAD, b"{}"),
        (HEAD, b"[" * 9_000),
        (HEAD, b" " * 20_000),
        (HEAD, b'{"format": "another"}'),
        ("articles.jsonl", b""),
        ("versions.jsonl", b"[]\n"),
        ("versions.jsonl", b'{"replaced": "never"}\n'),
        ("feedback.jsonl", b'{"record": "x", "created": "2026-01-01"}\n'),
        ("feedback.jsonl", b'{"record": "[]", "created": "2026-01-01"}\n'),
        ("feedback.jsonl", b"[" * 100_000),
        ("feedback.jsonl", b'{"record": "{\\"a\\": \\"\\ud800\\"}", "created": "2026-01-01"}\n'),
    ],
)
@pytest.mark.parametrize("honest", [True, False])
def test_a_part_that_is_not_what_was_written_is_refused(
    file: Path, name: str, data: bytes, honest: bool
) -> None:
    honest = honest and name != HEAD and data != b""
    other = rewrite(file, lambda parts: parts.update({name: data}), honest=honest)
    with pytest.raises(DataError, match="take a file that `rag export` wrote"):
        read_library(other)


def test_a_version_of_the_format_that_is_not_known(file: Path) -> None:
    data = b'{"format": "footnote library", "version": 3}'
    other = rewrite(file, lambda parts: parts.update({HEAD: data}), honest=False)
    with pytest.raises(
        DataError, match="has version 3, this Footnote reads 1 and 2: use a Footnote"
    ):
        read_library(other)


def test_a_bomb_is_not_unpacked(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portable, "MOST_BYTES", 1_000_000)
    bomb = {"articles.jsonl": b" " * 2_000_000}
    other = rewrite(file, lambda parts: parts.update(bomb), honest=False)
    assert other.stat().st_size < 10_000
    with pytest.raises(DataError, match="holds more than 1 MB"):
        read_library(other)


@pytest.mark.parametrize("kind", [zipfile.ZIP_STORED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_another_compression_is_refused(file: Path, kind: int) -> None:
    other = rewrite(file, lambda parts: None, honest=False)
    with zipfile.ZipFile(file) as archive, zipfile.ZipFile(other, "w", kind) as written:
        for name in archive.namelist():
            written.writestr(name, archive.read(name))
    with pytest.raises(DataError, match="is no library"):
        read_library(other)


def test_parts_that_are_not_known_are_refused(file: Path) -> None:
    other = rewrite(file, lambda parts: parts.update({"../x": b""}), honest=False)
    with pytest.raises(DataError, match="is no library"):
        read_library(other)


@pytest.mark.parametrize("data", [b"", b"PK", b"not a zip"])
def test_what_is_no_archive(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x").write_bytes(data)
    with pytest.raises(DataError, match="is no library"):
        read_library(tmp_path / "x")
    with pytest.raises(DataError, match="No such file"):
        read_library(tmp_path / "none")
    with pytest.raises(DataError, match="Is a directory"):
        read_library(tmp_path)


@given(place=st.integers(0, 10**6), bit=st.integers(0, 7))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_byte_that_changed_is_noticed_or_means_nothing(file: Path, place: int, bit: int) -> None:
    data = bytearray(file.read_bytes())
    data[place % len(data)] ^= 1 << bit
    broken = file.with_name("broken.footnote")
    broken.write_bytes(data)
    with suppress(DataError):
        assert read_library(broken) == read_library(file)
