"""What the files of a generation's folder are, so that damage is noticed before they are opened.

Chroma and tantivy end the process, or answer from half an index, where their files are damaged.
"""

import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rag.errors import IndexBroken, RagError

FILE_NAME = "contents.json"
_BLOCK = 1 << 20


def write_contents(folder: Path) -> None:
    """Store the size and the checksum of every file in a generation's folder."""
    contents = {
        str(path.relative_to(folder)): _described(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".lock" and path.name != FILE_NAME
    }
    (folder / FILE_NAME).write_text(json.dumps(contents, indent=2) + "\n")


def check_contents(folder: Path) -> None:
    """Compare the files with what `write_contents` stored; an older index has no such list.

    Raises:
        IndexBroken: naming the first file that is missing or damaged.
    """
    path = folder / FILE_NAME
    try:
        contents = json.loads(path.read_text()).items() if path.exists() else ()
        for name, described in contents:
            if _described(folder / name) != described:
                raise IndexBroken(_damaged(folder / name))
    except (OSError, ValueError, AttributeError, RecursionError) as error:
        raise IndexBroken(_damaged(folder)) from error


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


def _described(path: Path) -> list[int]:
    size = checksum = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            size += len(block)
            checksum = zlib.crc32(block, checksum)
    return [size, checksum]


def _damaged(what: Path | str) -> str:
    return f"{what} is missing or damaged: run `rag index --rebuild`"
