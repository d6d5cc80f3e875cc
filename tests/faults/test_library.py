"""Faults found by attack, by their numbers: libraries that can't be written or were damaged."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import rag
from rag.errors import IndexBroken
from rag.library.catalog import FILE_NAME
from rag.library.generations import INDEX_FOLDER
from rag.library.library import Library
from rag.wiring import open_library

TEXT = "The plant in Heide opened in 2021."
QUESTION = "When did the plant in Heide open?"
READ_ONLY = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && ! touch "$0/x" 2>/dev/null'
FULL = (
    'cp -r "$0" "$0.copy" && mount -t tmpfs -o size=3m none "$0" && cp -r "$0.copy/." "$0" && '
    '{ cat /dev/zero > "$0/zeros" 2>/dev/null || true; } && export TMPDIR="$0"'
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder in which one article is indexed; it is only copied."""
    state = tmp_path_factory.mktemp("heide") / "state"
    rag.index(rag.Article(TEXT, title="Heide"), state)
    return state


@pytest.fixture
def state(made: Path, tmp_path: Path) -> Path:
    """A state folder of its own, in which one article is indexed."""
    return shutil.copytree(made, tmp_path / "state")


@pytest.fixture
def library(state: Path) -> Iterator[Library]:
    library = open_library(state)
    yield library
    library.close()


def search(library: Library) -> list[str]:
    with library.snapshot() as snapshot:
        return [name for name, _ in snapshot.lexical.search("plant", 5)]


ASK = "import rag, sys\nfor state in sys.argv[2:]: print(rag.open(state).ask(sys.argv[1]).text)"


def ask_where(mounts: dict[Path, str]) -> list[str]:
    """Return the lines of the answers in a process for which the state folders are mounted so."""
    before = subprocess.run(["unshare", "-rm", "true"], capture_output=True)
    if before.returncode:
        pytest.skip("this system lets no process mount for itself")
    command = [sys.executable, "-c", ASK, QUESTION, *map(str, mounts)]
    for state, mount in mounts.items():
        command = ["sh", "-c", f'{mount} && exec "$@"', str(state), *command]
    done = subprocess.run(["unshare", "-rm", *command], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_f5_a_folder_that_can_not_be_written_can_be_asked(state: Path) -> None:
    full = shutil.copytree(state, state.with_name("full"))
    lines = ask_where({state: READ_ONLY, full: FULL})
    assert [line.endswith(f"{TEXT} [1]") for line in lines].count(True) == 2


def test_f5_a_reader_changes_no_file_of_the_index(state: Path, library: Library) -> None:
    def files() -> dict[str, bytes]:
        folder = state / INDEX_FOLDER
        return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    before = files()
    assert rag.open(state).ask(QUESTION).citations[0].quote == TEXT
    assert search(library)
    library.close()
    assert files() == before


def test_f5_what_can_not_be_kept_is_computed_anew_or_an_error(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: False)  # the tests may run as root
    library = open_library(state)
    library.note("suggestions", "[]")
    assert library.noted("suggestions") is None
    with pytest.raises(IndexBroken, match="check that its folder can be written and has space"):
        library.add_feedback("{}")
    assert search(library) == ["heide:0-34"]
    library.close()


def damaged(state: Path, pattern: str) -> Path:
    """Return the biggest file of the index that has a name like this."""
    paths = [path for path in (state / INDEX_FOLDER).rglob(pattern) if path.is_file()]
    return max(paths, key=lambda path: path.stat().st_size)


@pytest.mark.parametrize("pattern", ["chroma.sqlite3", "meta.json", "*.store", "data_level0.bin"])
@pytest.mark.parametrize("change", ["truncated", "garbage", "flipped", "deleted"])
def test_f11_a_damaged_index_is_one_line_and_the_next_sync_mends_it(
    state: Path, library: Library, pattern: str, change: str
) -> None:
    path = damaged(state, pattern)
    data = path.read_bytes()
    middle = len(data) // 2
    flipped = data[:middle] + bytes([data[middle] ^ 255]) + data[middle + 1 :]
    new = {"truncated": data[:middle], "garbage": b"\xff" * 500, "flipped": flipped}
    if change == "deleted":
        path.unlink()
    else:
        path.write_bytes(new[change])
    with pytest.raises(IndexBroken, match=r"is missing or damaged: run `rag index --rebuild`"):
        search(library)
    assert rag.index(rag.Article(TEXT, title="Heide"), state).unchanged == ("heide",)
    assert search(library) == ["heide:0-34"]


@pytest.mark.parametrize("name", ["chroma", "tantivy"])
@pytest.mark.parametrize("listed", [True, False], ids=["listed", "of an earlier Footnote"])
def test_f11_a_reader_makes_no_missing_index_anew(
    state: Path, library: Library, name: str, listed: bool
) -> None:
    (folder,) = (state / INDEX_FOLDER).iterdir()
    shutil.rmtree(folder / name)
    if not listed:
        (folder / "contents.json").unlink()
    with pytest.raises(IndexBroken, match=r"is missing or damaged: run `rag index --rebuild`"):
        search(library)
    assert not (folder / name).exists()
    rag.index([], state, rebuild=True)
    assert search(library) == ["heide:0-34"]


@pytest.mark.parametrize("data", [b"\xff" * 4_096, b""], ids=["garbage", "header zeroed"])
def test_f12_a_damaged_catalog_says_how_to_start_anew(state: Path, data: bytes) -> None:
    path = state / FILE_NAME
    rest = path.read_bytes()[100:]
    path.write_bytes(data or bytes(100) + rest)
    for use in (lambda: open_library(state), lambda: rag.index([], state, rebuild=True)):
        with pytest.raises(IndexBroken, match="move the state folder away and run `rag index"):
            use()
    state.rename(state.with_name("old"))
    assert rag.index(rag.Article(TEXT, title="Heide"), state).added == ("heide",)


def test_f12_a_catalog_that_is_a_folder_says_how_to_start_anew(state: Path) -> None:
    (state / FILE_NAME).unlink()
    (state / FILE_NAME).mkdir()
    for use in (lambda: open_library(state), lambda: rag.index([], state)):
        with pytest.raises(IndexBroken, match="is not a file: move the state folder away"):
            use()


def test_f12_a_text_that_is_not_what_was_indexed_is_noticed(state: Path, library: Library) -> None:
    path = state / FILE_NAME
    data = path.read_bytes()
    assert TEXT.encode() in data
    path.write_bytes(data.replace(TEXT.encode(), TEXT.replace("2021", "2031").encode()))
    message = "the text of article 'heide' is damaged: move the state folder away"
    with pytest.raises(IndexBroken, match=message):
        open_library(state).article("heide")
    with pytest.raises(IndexBroken, match=message):
        rag.index([], state)
    with pytest.raises(IndexBroken, match=message):
        rag.open(state).ask(QUESTION)
