import hashlib
import json
import os
from pathlib import Path

import pytest

from rag.models.hashes import FOLDER, LARGE, RECORD, cache_folder, sha256_of

FIRST, SECOND = b"a" * LARGE, b"b" * LARGE
AGES_AGO = 1_000_000_000


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("rag.models.hashes.SETTLED", 0)
    return tmp_path / "cache" / FOLDER


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "weights.safetensors"
    path.write_bytes(FIRST)
    return path


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def told(cache: Path) -> dict[str, list[object]]:
    known: dict[str, list[object]] = json.loads((cache / RECORD).read_text())
    return known


def remember(cache: Path, file: Path, value: str) -> None:
    """Put another hash into the record, as if the file had had it."""
    known = told(cache)
    known[str(file.resolve())][-1] = value
    (cache / RECORD).write_text(json.dumps(known))


def test_a_hash_is_right_and_remembered(cache: Path, file: Path) -> None:
    assert sha256_of(file) == digest(FIRST)
    assert told(cache)[str(file.resolve())][-1] == digest(FIRST)
    remember(cache, file, "what was remembered")
    assert sha256_of(file) == "what was remembered"


def test_what_changes_is_read_again(cache: Path, file: Path) -> None:
    sha256_of(file)
    file.write_bytes(SECOND)
    os.utime(file, ns=(AGES_AGO, AGES_AGO))
    assert sha256_of(file) == digest(SECOND)


def test_the_old_time_of_a_changed_file_does_not_help(cache: Path, file: Path) -> None:
    before = file.stat()
    sha256_of(file)
    file.write_bytes(SECOND)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert sha256_of(file) == digest(SECOND)


def test_a_file_that_was_just_written_is_not_remembered(
    cache: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.models.hashes.SETTLED", 3_600_000_000_000)
    assert sha256_of(file) == digest(FIRST)
    assert not cache.exists()


def test_a_record_that_others_can_write_is_not_believed(cache: Path, file: Path) -> None:
    sha256_of(file)
    remember(cache, file, "forged")
    (cache / RECORD).chmod(0o666)
    assert sha256_of(file) == digest(FIRST)
    assert (cache / RECORD).stat().st_mode & 0o777 == 0o600
    remember(cache, file, "forged")
    cache.chmod(0o777)
    assert sha256_of(file) == digest(FIRST)


@pytest.mark.parametrize("text", ["", "{", "[1]", "null", "\xff"])
def test_a_damaged_record_is_written_anew(cache: Path, file: Path, text: str) -> None:
    sha256_of(file)
    (cache / RECORD).write_bytes(text.encode("latin-1"))
    assert sha256_of(file) == digest(FIRST)
    assert told(cache)[str(file.resolve())][-1] == digest(FIRST)


@pytest.mark.parametrize("entry", [None, [], [1, 2], {"a": 1}, [1, 2, 3, 4]])
def test_an_entry_of_another_form_is_not_believed(cache: Path, file: Path, entry: object) -> None:
    sha256_of(file)
    (cache / RECORD).write_text(json.dumps({str(file.resolve()): entry}))
    assert sha256_of(file) == digest(FIRST)


def test_without_a_place_for_the_record_the_file_is_read(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cache").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("rag.models.hashes.SETTLED", 0)
    assert sha256_of(file) == digest(FIRST)


def test_a_small_file_is_always_read(cache: Path, tmp_path: Path) -> None:
    path = tmp_path / "config.json"
    path.write_bytes(b"{}")
    assert sha256_of(path) == digest(b"{}")
    assert not cache.exists()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        sha256_of(tmp_path / "nothing")


@pytest.mark.parametrize("name", ["", "relative/cache"])
def test_the_cache_lies_at_home_where_no_other_place_is_named(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", name)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache_folder() == tmp_path / ".cache" / "footnote"
