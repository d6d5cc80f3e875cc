"""What the files of a generation's folder are, so that damage is noticed before they are opened.

Chroma and tantivy end the process, or answer from half an index, where their files are damaged.
"""

import json
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from rag.errors import IndexBroken, RagError

FILE_NAME = "contents.json"
_BLOCK = 1 << 20


class KnownFile(NamedTuple):
    """A file that was compared with its checksum.

    Attributes:
        size: the bytes that it should have.
        checksum: theirs.
        found: the bytes that it has.
        modified: when it was last written, in nanoseconds.
        inode: its number in its file system; every link to a file has the same.
    """

    size: int
    checksum: int
    found: int
    modified: int
    inode: int


def write_contents(folder: Path, before: Path | None = None) -> None:
    """Store the size, the checksum and the stamp of every file in a generation's folder.

    Args:
        folder: that of the generation.
        before: that of the generation before; what is linked from there is not read again.
    """
    listed = _listed(before) if before else {}
    contents = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".lock" and path.name != FILE_NAME:
            name, stamp = str(path.relative_to(folder)), _stamp(path)
            listed_before = listed.get(name, [])
            known = listed_before[2:] == stamp
            contents[name] = listed_before if known else [*_described(path), *stamp]
    (folder / FILE_NAME).write_text(json.dumps(contents, indent=2) + "\n")


def check_contents(
    folder: Path, checked: Collection[KnownFile] = (), *, by_stamp: bool = False
) -> set[KnownFile]:
    """Compare the files with what `write_contents` stored; an older index has no such list.

    Args:
        folder: that of the generation.
        checked: what this process has read before; it is not read again.
        by_stamp: whether a file that nobody wrote since is taken for good: what a disk has lost
            shows when somebody reads it.

    Returns:
        What is known now to be as it was stored.

    Raises:
        IndexBroken: naming the first file that is missing or damaged.
    """
    good = set()
    try:
        for name, (size, checksum, *then) in _listed(folder).items():
            stamp = _stamp(folder / name)
            known = KnownFile(size, checksum, *stamp)
            trusted = known in checked or by_stamp and then == stamp
            if not trusted and _described(folder / name) != [size, checksum]:
                raise IndexBroken(_damaged(folder / name))
            good.add(known)
    except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise IndexBroken(_damaged(folder)) from error
    return good


@contextmanager
def clear_index_errors(name: str) -> Iterator[None]:
    """Turn whatever Chroma and tantivy raise into our error, a panic of Rust code included.

    Args:
        name: what the index is called in the message.
    """
    try:
        yield
    except (RagError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # a panic is no Exception
        raise IndexBroken(_damaged(name)) from error


def _listed(folder: Path) -> dict[str, list[int]]:
    path = folder / FILE_NAME
    listed: dict[str, list[int]] = json.loads(path.read_text()) if path.exists() else {}
    return listed


def _stamp(path: Path) -> list[int]:
    """Return what tells a file from others and changes when it is written."""
    status = path.stat()
    return [status.st_size, status.st_mtime_ns, status.st_ino]


def _described(path: Path) -> list[int]:
    size = checksum = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            size += len(block)
            checksum = zlib.crc32(block, checksum)
    return [size, checksum]


def _damaged(what: Path | str) -> str:
    return f"{what} is missing or damaged: run `rag index --rebuild`"
