"""The indexes of a generation as a reader has them open."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from rag.library.index.contents import KnownFile, check_contents
from rag.library.index.dense import FOLDER as BASE
from rag.library.index.dense import DenseIndex
from rag.library.index.layers import DELTA, LayeredIndex, Layers
from rag.library.index.lexical import FOLDER as LEXICAL
from rag.library.index.lexical import LexicalIndex
from rag.library.index.private import PrivateCopy


class Base:
    """The base of a dense index, opened from a private copy; shared by generations.

    Args:
        folder: that of a generation that has it.
        name: the generation that made it.

    Raises:
        IndexBroken: when files are missing or damaged.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self._copy = PrivateCopy(folder, [BASE])
        self._users = 1
        self._lock = threading.Lock()
        try:
            self.index = DenseIndex(self._copy.folder, create=False)
        except BaseException:
            self._copy.close()
            raise

    def share(self, name: str) -> bool:
        """Count a user more, where this is the base of some name and still open."""
        with self._lock:
            shared = self.name == name and self._users > 0
            self._users += shared
            return shared

    def release(self) -> None:
        """Count a user less; the last one closes it."""
        with self._lock:
            self._users -= 1
            unused = not self._users
        if unused:
            self.index.close()
            self._copy.close()


@dataclass(frozen=True, slots=True)
class Indexes:
    """The two indexes of a generation, opened.

    Attributes:
        dense: the dense index.
        lexical: the lexical index.
        languages: those of the articles.
        base: the base of the dense index, which others may use too.
        copy: the folder from which the rest was opened.
        checked: the files that are known to be as they were stored.
    """

    dense: LayeredIndex
    lexical: LexicalIndex
    languages: tuple[str, ...]
    base: Base
    copy: PrivateCopy
    checked: frozenset[KnownFile]

    @classmethod
    def open(cls, folder: Path, languages: Sequence[str], before: Self | None = None) -> Self:
        """Open the indexes of a generation's folder, which is not written.

        Args:
            folder: that of the generation.
            languages: those of the articles.
            before: the indexes of an earlier one; what has not changed is shared with them.

        Raises:
            IndexBroken: when files are missing or damaged.
        """
        checked = check_contents(folder, before.checked if before else ())
        layers = Layers.read(folder)
        copy = PrivateCopy(folder, [DELTA, LEXICAL])
        try:
            lexical = LexicalIndex(copy.folder, languages, create=False)
            delta = DenseIndex(copy.folder, DELTA, create=False) if layers.delta else None
            try:
                shared = before and before.base.share(layers.base)
                base = before.base if before and shared else Base(folder, layers.base)
            except BaseException:
                if delta:
                    delta.close()
                raise
        except BaseException:
            copy.close()
            raise
        dense = LayeredIndex(base.index, delta, layers.gone)
        return cls(dense, lexical, tuple(languages), base, copy, frozenset(checked))

    def close(self) -> None:
        """Let go of their files."""
        self.dense.close()
        self.copy.close()
        self.base.release()


class Opened:
    """The indexes of a generation and how many snapshots use them."""

    def __init__(self, name: str, indexes: Indexes) -> None:
        self.name = name
        self.indexes = indexes
        self.users = 0
