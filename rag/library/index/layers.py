"""The dense index of a generation: an immutable base, a small delta, and what of the base is gone.

A sync writes the delta alone; generations share the files of the base. Where the delta and what is
gone have grown, the next sync makes a new base of both.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from rag.errors import IndexBroken
from rag.library.index.dense import DenseIndex, ranked
from rag.library.index.fields import Bounds

FILE_NAME = "layers.json"
DELTA = "delta"
"""The folder of the delta in that of a generation; there is none where the base is all."""
MOST_CHANGED = 0.1
"""The part of a base that may be gone or be replaced by a delta."""


@dataclass(frozen=True, slots=True)
class Layers:
    """What is in the layers of a dense index.

    Attributes:
        base: the generation that made the base; no two bases have one name.
        size: how many chunks it has.
        gone: the ids of those that are in the base and not in the index, sorted.
        delta: the ids of the chunks of the delta, sorted.
    """

    base: str
    size: int
    gone: tuple[str, ...] = ()
    delta: tuple[str, ...] = ()

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Return the layers of a generation's folder.

        Raises:
            IndexBroken: when they are missing or damaged.
        """
        path = folder / FILE_NAME
        try:
            values = json.loads(path.read_text())
            gone, delta = (tuple(map(str, values[name])) for name in ("gone", "delta"))
            return cls(str(values["base"]), int(values["size"]), gone, delta)
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise IndexBroken(f"{path} is missing or damaged: run `rag index --rebuild`") from error

    def write(self, folder: Path) -> None:
        """Store them in a generation's folder."""
        (folder / FILE_NAME).write_text(json.dumps(asdict(self)) + "\n")

    def after(self, stale: Collection[str], new: Iterable[str]) -> Self:
        """Return the layers without some chunks and with others, all of them in the delta."""
        out = set(stale)
        kept = out.difference(self.delta)
        delta = {*self.delta}.difference(out).union(new)
        gone = tuple(sorted(kept.union(self.gone)))
        return type(self)(self.base, self.size, gone, tuple(sorted(delta)))

    @property
    def grown(self) -> bool:
        """Whether a new base should be made."""
        return len(self.gone) + len(self.delta) > MOST_CHANGED * self.size


def compared(vector: NDArray[np.float32], bounds: Bounds) -> Iterator[tuple[str, float]]:
    """Yield every chunk that passes bounds with its cosine similarity to a question's vector."""
    for names, vectors in bounds.vectors():
        lengths = np.linalg.norm(vectors, axis=1) * np.linalg.norm(vector)
        yield from zip(names, (vectors @ vector / lengths).tolist(), strict=True)


class LayeredIndex:
    """Searches a base and a delta as one index: cosines compare across both.

    Args:
        base: the base; it is not closed with the index.
        delta: the delta; None where there is none.
        gone: the ids of the chunks of the base that are not in the index.
    """

    def __init__(
        self, base: DenseIndex, delta: DenseIndex | None = None, gone: Iterable[str] = ()
    ) -> None:
        self._base = base
        self._delta = delta
        self._gone = frozenset(gone)

    def search(
        self, vector: NDArray[np.float32], k: int, bounds: Bounds | None = None
    ) -> list[tuple[str, float]]:
        """Return the `k` nearest chunks as (id, cosine similarity), best first, ties by id.

        Args:
            vector: the question's vector, shape (dimension,).
            k: how many.
            bounds: what the articles of the chunks must pass; None does not limit.
        """
        if bounds:
            found = None if bounds.few else self._near(vector, k, bounds)
            return ranked(compared(vector, bounds) if found is None else found)[:k]
        found = self._base.search(vector, k, self._gone)
        if self._delta:
            found = ranked([*found, *self._delta.search(vector, k)])
        return found[:k]

    def _near(
        self, vector: NDArray[np.float32], k: int, bounds: Bounds
    ) -> list[tuple[str, float]] | None:
        """Return what is near of both layers; see `DenseIndex.near`."""
        base = self._base.near(vector, k, bounds.passing, self._gone)
        if base is None or not self._delta:
            return base
        delta = self._delta.near(vector, k, bounds.passing)
        return None if delta is None else base + delta

    def ids(self) -> list[str]:
        """Return the ids of all chunks."""
        base = [name for name in self._base.ids() if name not in self._gone]
        return base + (self._delta.ids() if self._delta else [])

    def close(self) -> None:
        """Let go of the delta."""
        if self._delta:
            self._delta.close()
