"""Libraries side by side: what each holds, and what each answers."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rag.core.answer import Answer


@dataclass(frozen=True, slots=True)
class LibraryAnswer:
    """What a library answers where several are asked.

    Each answer stands for itself: its citations are numbered from 1, and it is refused where its
    own articles do not hold one.

    Attributes:
        library: its name; "default" for the one without.
        answer: its answer; None where it can't be asked.
        problem: why it can't; else empty.
    """

    library: str
    answer: Answer | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class LibraryInfo:
    """A library of this machine.

    Attributes:
        name: what it is called; "default" for the one without a name.
        articles: how many it holds.
        newest: the last day of publication, None where no article has one.
        size: the bytes of its folder, other libraries in it left out.
        state_dir: its folder.
        problem: why it can't be opened; else empty.
    """

    name: str
    articles: int
    newest: date | None
    size: int
    state_dir: Path
    problem: str = ""
