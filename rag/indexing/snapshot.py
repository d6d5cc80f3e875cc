"""What one question reads: the catalog and both indexes as they were at one moment."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rag.catalog import Catalog, View
from rag.errors import IndexMissing
from rag.indexing.dense import DenseIndex
from rag.indexing.lexical import LexicalIndex
from rag.indexing.manifest import Manifest
from rag.indexing.sync import generation_folder


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of the corpus: the catalog's view and the two indexes that belong to it."""

    view: View
    dense: DenseIndex
    lexical: LexicalIndex


class IndexReader:
    """Opens snapshots of a state folder and follows the syncs of other processes. Safe to use from several threads.

    Args:
        state: the state folder.
        catalog: its catalog.
        manifest: the settings in force.

    Raises:
        IndexMissing: when nothing was indexed yet.
        IndexStale: when the index was made with other settings.
    """

    def __init__(self, state: Path, catalog: Catalog, manifest: Manifest) -> None:
        self._state = state
        self._catalog = catalog
        self._manifest = manifest
        self._lock = threading.Lock()
        self._generation = 0
        self._indexes: tuple[DenseIndex, LexicalIndex] | None = None
        with self.snapshot():
            pass

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Open the current state; it stays as it is until the context ends, whatever is synced meanwhile."""
        with self._catalog.view() as view:
            yield Snapshot(view, *self._open(view.generation))

    def _open(self, generation: int) -> tuple[DenseIndex, LexicalIndex]:
        with self._lock:
            if self._indexes is None or self._generation != generation:
                if generation == 0:
                    raise IndexMissing(f"no index in {self._state}: run `rag index PATH` first")
                folder = generation_folder(self._state, generation)
                Manifest.read(folder).check(self._manifest)
                self._indexes = DenseIndex(folder), LexicalIndex(folder)
                self._generation = generation
            return self._indexes
