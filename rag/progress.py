"""What is said on stderr while something runs: one-line messages and progress bars."""

import logging
import sys
import warnings
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Self, TextIO, TypeVar

from rag.core.text import printable

if TYPE_CHECKING:
    from tqdm import tqdm

T = TypeVar("T")
PROGRAM = "rag"
_PATIENCE = 0.5
"""Seconds of a phase that are not worth a bar."""


SAID = "rag.said"
"""The logger of what is said, where log lines are wanted of this process."""


def say(message: str) -> None:
    """Say one line on stderr, in the program's name; as a log line where those are wanted."""
    log = logging.getLogger(SAID)
    if log.isEnabledFor(logging.INFO):
        log.info("%s", message)
        return
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


_UNITS = {"fetching": "page", "reading": "file", "checking": "sentence"}
"""What is counted in a phase, where that is no chunk."""
_LONGEST = ("fetching", "embedding", "checking")


class SyncProgress:
    """Progress bars on stderr, one for each phase of a sync or a check that takes a while.

    Where stderr is no terminal there are only those of what takes longest: fetching, embedding and
    checking.

    >>> with SyncProgress() as progress:
    ...     progress.show(1, 2, "embedding")
    """

    def __enter__(self) -> Self:
        self._bar: tqdm[Any] | None = None
        self._phase = ""
        return self

    def show(self, done: int, total: int, phase: str) -> None:
        """Show that `done` of `total` pages, files, sentences or chunks of a phase are done."""
        if self._bar is None or phase != self._phase:
            self._begin(total, phase)
        if self._bar is not None:
            self._bar.update(done - self._bar.n)

    def _begin(self, total: int, phase: str) -> None:
        """End the bar of the phase before and begin another."""
        from tqdm import tqdm

        self.__exit__()
        self._phase, longest = phase, phase in _LONGEST
        self._bar = tqdm(
            total=total,
            unit=_UNITS.get(phase, "chunk"),
            desc=phase,
            file=sys.stderr,
            delay=0 if longest else _PATIENCE,
            disable=not longest and not sys.stderr.isatty(),
        )

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()
