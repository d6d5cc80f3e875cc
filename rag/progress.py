"""Progress bars on stderr: of a sync, shared by the command line and the web app, and of an evaluation."""

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Self, TypeVar

if TYPE_CHECKING:
    from tqdm import tqdm

T = TypeVar("T")


def track(items: Iterable[T], label: str = "asking") -> Iterator[T]:
    """Yield the items and show how many are done."""
    from tqdm import tqdm

    yield from tqdm(items, desc=label, file=sys.stderr)


class Bar:
    """A progress bar on stderr that appears with the first chunk to embed.

    >>> with Bar() as bar:
    ...     bar.show(1, 2)
    """

    def __enter__(self) -> Self:
        self._bar: tqdm[Any] | None = None
        return self

    def show(self, done: int, total: int) -> None:
        """Show that `done` of `total` chunks are embedded."""
        from tqdm import tqdm

        if self._bar is None:
            self._bar = tqdm(total=total, unit="chunk", desc="indexing", file=sys.stderr)
        self._bar.update(done - self._bar.n)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()
