"""Files of one generation that the next one has too: linked, never written again."""

import os
import shutil
from collections.abc import Collection
from pathlib import Path


def link_files(source: Path, target: Path, written: Collection[str] = ()) -> None:
    """Give a folder the files of another one without copying what is in them.

    Args:
        source: the folder that has them.
        target: the new folder.
        written: the names of files that are written again; of these a copy is made, as it is of all
            where a file system has no links.
    """
    target.mkdir()
    for path in sorted(source.rglob("*")):
        place = target / path.relative_to(source)
        if path.is_dir():
            place.mkdir()
        elif path.suffix != ".lock":
            _give(path, place, path.name in written)


def _give(path: Path, place: Path, copied: bool) -> None:
    try:
        if not copied:
            os.link(path, place)
            return
    except OSError:  # no links here: a full disk is told by the copying
        pass
    shutil.copy2(path, place)
