"""What is said on stderr while something runs: one-line messages and progress bars."""

import sys
import warnings
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Self, TextIO, TypeVar

from rag.core.text import printable

if TYPE_CHECKING:
    from tqdm import tqdm

T = TypeVar("T")
PROGRAM = "rag"


def say(message: str) -> None:
    """Say one line on stderr, in the program's name."""
    print(f"{PROGRAM}: {printable(' '.join(message.split()))}", file=sys.stderr, flush=True)


def say_warnings() -> None:
    """Let warnings be one line each, without the place in the code, as a user can read them."""

    def show(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        say(str(message))

    warnings.showwarning = show


def track(items: Iterable[T], label: str = "asking") -> Iterator[T]:
    """Yield the items and show how many are done."""
    from tqdm import tqdm

    yield from tqdm(items, desc=label, file=sys.stderr)


class SyncProgress:
    """A progress bar on stderr that appears with the first step that is done.

    Args:
        label: what is done.
        unit: what is counted.

    >>> with SyncProgress() as progress:
    ...     progress.show(1, 2)
    """

    def __init__(self, label: str = "indexing", unit: str = "chunk") -> None:
        self._label = label
        self._unit = unit

    def __enter__(self) -> Self:
        self._bar: tqdm[Any] | None = None
        return self

    def show(self, done: int, total: int) -> None:
        """Show that `done` of `total` are done."""
        from tqdm import tqdm

        if self._bar is None:
            self._bar = tqdm(total=total, unit=self._unit, desc=self._label, file=sys.stderr)
        self._bar.update(done - self._bar.n)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()
