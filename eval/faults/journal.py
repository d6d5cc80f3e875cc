"""What a long run has done, kept beside the index so that a run that was ended goes on."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rag.evaluation.measure.provenance import commit


@dataclass(frozen=True, slots=True)
class Tried:
    """Something that was tried.

    Attributes:
        id: its name.
        problem: what went wrong, in words; empty where nothing did.
        value: what was measured.
    """

    id: str
    problem: str = ""
    value: float = 0.0


class Journal:
    """Keeps what was tried at this commit; another commit starts anew.

    Args:
        path: a file; it is made where it is not there.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._header = json.dumps({"commit": commit()})

    def run(
        self, names: Sequence[str], attempt: Callable[[Sequence[str]], Iterator[Tried]]
    ) -> list[Tried]:
        """Return what came of each, in order; what is kept and went well is not tried again.

        Args:
            names: of what is to be tried.
            attempt: takes the names that are left, and yields what came of each as it is done.
        """
        done = {tried.id: tried for tried in self._kept() if not tried.problem}
        if left := [name for name in names if name not in done]:
            with self._path.open("a", encoding="utf-8") as file:
                for tried in attempt(left):
                    done[tried.id] = tried
                    file.write(json.dumps(asdict(tried)) + "\n")
                    file.flush()
        return [done[name] for name in names]

    def _kept(self) -> list[Tried]:
        lines = self._path.read_text(encoding="utf-8").splitlines() if self._path.exists() else []
        if not lines or lines[0] != self._header:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(self._header + "\n", encoding="utf-8")
            return []
        return [Tried(**json.loads(line)) for line in lines[1:]]
