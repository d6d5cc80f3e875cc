"""Damaged libraries: each works, or says in one line what to do, and doing that mends it."""

import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.faults.children import Ran, run_rag
from eval.faults.journal import Tried
from eval.faults.plants import Plants, question, said
from rag.library.catalog import FILE_NAME
from rag.library.generations import INDEX_FOLDER

ARTICLES = 20
Damage = Callable[[Path, random.Random], None]
"""Damages a file."""


def _truncate(path: Path, chance: random.Random) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _empty(path: Path, chance: random.Random) -> None:
    path.write_bytes(b"")


def _garbage(path: Path, chance: random.Random) -> None:
    path.write_bytes(chance.randbytes(5_000))


def _flip(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(20):
        data[chance.randrange(len(data))] ^= 255
    path.write_bytes(data)


def _zero_header(path: Path, chance: random.Random) -> None:
    path.write_bytes(bytes(100) + path.read_bytes()[100:])


def _append(path: Path, chance: random.Random) -> None:
    path.write_bytes(path.read_bytes() + chance.randbytes(5_000))


def _delete(path: Path, chance: random.Random) -> None:
    path.unlink()


def _folder_instead(path: Path, chance: random.Random) -> None:
    path.unlink()
    path.mkdir()


WAYS: dict[str, Damage] = {
    "truncated": _truncate,
    "emptied": _empty,
    "garbage": _garbage,
    "flipped": _flip,
    "header zeroed": _zero_header,
    "appended to": _append,
    "deleted": _delete,
    "a folder": _folder_instead,
}
FILES = (
    FILE_NAME,
    "chroma.sqlite3",
    "data_level0.bin",
    "header.bin",
    "meta.json",
    "*.store",
    "contents.json",
    "layers.json",
)
WHOLE = ("the state folder", "all indexes", "chroma", "tantivy")
"""Folders that are deleted whole."""


def names() -> list[str]:
    """Return the names of all damages, `what: how`."""
    listed = [f"{file}: {way}" for file in FILES for way in WAYS]
    return listed + [f"{folder}: deleted" for folder in WHOLE]


def damage(wanted: Sequence[str]) -> Iterator[Tried]:
    """Yield what came of each damage."""
    with TemporaryDirectory() as name:
        parent = Path(name)
        folder, made = parent / "articles", parent / "made"
        folder.mkdir()
        plants = Plants(folder, ARTICLES, seed=1)
        run_rag("index", str(folder), "--state", str(made), cwd=parent)
        plants.change()  # so that there are versions, and a second generation
        run_rag("index", str(folder), "--state", str(made), cwd=parent)
        for one in wanted:
            what, _, how = one.rpartition(": ")
            state = parent / "state"
            shutil.copytree(made, state)
            _do(state, what, how)
            yield Tried(one, _outcome(plants, state))
            shutil.rmtree(state, ignore_errors=True)
            shutil.rmtree(state.with_name("away"), ignore_errors=True)


def _do(state: Path, what: str, how: str) -> None:
    if what in WHOLE:
        index = state / INDEX_FOLDER
        places = {"the state folder": state, "all indexes": index}
        shutil.rmtree(places.get(what) or next(index.glob(f"*/{what}")))
        return
    paths = [path for path in state.rglob(what) if path.is_file()]
    biggest = max(paths, key=lambda path: path.stat().st_size)
    WAYS[how](biggest, random.Random(what + how))


def _outcome(plants: Plants, state: Path) -> str:
    """Return what is wrong with a damaged library; empty where it works or the advice does."""
    asked = _ask(plants, state)
    if asked.problem:
        return f"ask: {asked.problem}"
    if asked.code == 0:
        return "" if _is_right(plants, asked) else f"a wrong answer: {asked.out[:100]}"
    advice = asked.said[0]
    if "move the state folder away" in advice:
        state.rename(state.with_name("away"))
    index = ["index", str(plants.folder), "--state", str(state)]
    done = run_rag(*index, *(["--rebuild"] if "--rebuild" in advice else []), cwd=state.parent)
    if done.problem or done.code:
        return f"{advice} -> {done.problem or done.said}"
    again = _ask(plants, state)
    if again.problem or not _is_right(plants, again):
        return f"{advice} -> {again.problem or again.out[:100] or again.said}"
    return ""


def _ask(plants: Plants, state: Path) -> Ran:
    town = min(plants.facts())
    return run_rag("ask", question(town), "--state", str(state), cwd=state.parent)


def _is_right(plants: Plants, ran: Ran) -> bool:
    facts = plants.facts()
    return said(min(facts), ran.out) == facts[min(facts)]
