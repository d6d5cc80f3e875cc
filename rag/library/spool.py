"""A list that lies on disk once it is long: what a sync puts in, it goes over again and again."""

import pickle
from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Generic, TypeVar, overload
from weakref import finalize

T = TypeVar("T")
IN_MEMORY = 4 * 2**20
"""Bytes from which on the values lie in a file."""


class Spool(Sequence[T], Generic[T]):
    """Values in their order, of which none is held in memory once there are many.

    The file has no name and is gone with the process, however that ends; nobody else can open it,
    so that what is read from it is what was written.

    Args:
        folder: where the file is, if there is one.
        values: the first ones.
    """

    def __init__(self, folder: Path, values: Iterable[T] = ()) -> None:
        self._file = SpooledTemporaryFile(IN_MEMORY, dir=str(folder))  # noqa: SIM115
        self._starts = array("Q")
        self._end = 0
        finalize(self, self._file.close)
        for value in values:
            self.append(value)

    def append(self, value: T) -> None:
        """Put a value at the end.

        Raises:
            OSError: where the disk is full.
        """
        self._file.seek(self._end)
        pickle.dump(value, self._file, pickle.HIGHEST_PROTOCOL)
        self._starts.append(self._end)
        self._end = self._file.tell()

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> list[T]: ...
    def __getitem__(self, place: int | slice) -> T | list[T]:
        if isinstance(place, slice):
            return [self._read(start) for start in self._starts[place]]
        return self._read(self._starts[place])

    def __iter__(self) -> Iterator[T]:
        for start in self._starts:
            yield self._read(start)

    def _read(self, start: int) -> T:
        self._file.seek(start)
        value: T = pickle.load(self._file)  # noqa: S301 (see above: nobody else writes it)
        return value
