"""What a suite is: a function from a task to results.

The first line of its docstring is what `--list` prints.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from eval.harness.datasets import TRAINING, find_set
from rag.evaluation.measure.result import Outcome
from rag.progress import say, track
from rag.settings import Settings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Task:
    """What a run asks of a suite.

    Attributes:
        data: the folder of the benchmark sets.
        settings: the settings in force.
        limit: the most questions, or documents, to take; without one, all are taken.
        alone: whether Footnote is measured alone, without the systems it is compared with.
    """

    data: Path
    settings: Settings
    limit: int | None = None
    alone: bool = False

    def find(self, name: str, *files: str) -> Path:
        """Return the folder of a set; see `eval.harness.datasets.find_set`."""
        return find_set(self.data, name, *files)

    def find_training(self, name: str, *files: str) -> Path:
        """Return the folder of a set to fit on; these lie beside the benchmark sets."""
        return find_set(self.data.parent / TRAINING, name, *files)

    def note(self, message: str) -> None:
        """Say on stderr what is being done."""
        say(message)

    def track(self, items: Iterable[T], label: str) -> Iterator[T]:
        """Yield the items with a progress bar on stderr."""
        return track(items, label)


Suite = Callable[[Task], Outcome]
"""Raises `MissingData` when its set is not there."""
