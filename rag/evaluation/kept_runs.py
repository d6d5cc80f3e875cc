"""Runs that are kept: the one that ships with Footnote, and each reader's own.

A reader's run is a JSON file in a folder, with the questions and what came of them. It appears
whole or not at all. Nobody sees another's.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from pydantic import TypeAdapter, ValidationError

from rag.errors import DataError
from rag.evaluation.measure.run import Run

SHIPPED = "benchmarks"
"""The id of the run that ships with Footnote, and its file's name without the ending."""
MOST_KEPT = 20
"""Readers' runs that are kept, the newest."""
_PREFIX = "run-"


@dataclass(frozen=True, slots=True)
class KeptRun:
    """What is known of a run before it is opened.

    Attributes:
        id: its name in an address.
        name: of the file whose questions were asked; empty for the run that ships.
        made: when it was made; None for the run that ships.
        owner: who may see it; empty where everybody may.
        questions: how many questions were asked; 0 where they are not kept.
        right: how many of them went entirely right.
    """

    id: str
    name: str = ""
    made: datetime | None = None
    owner: str = ""
    questions: int = 0
    right: int = 0


_HEAD = TypeAdapter(KeptRun)


class KeptRuns:
    """The runs in a folder. Safe to use from several threads and processes.

    Args:
        folder: where readers' runs are kept; it need not exist.
        shipped: a folder with the run that ships; None where there is none.
    """

    def __init__(self, folder: Path, shipped: Path | None = None) -> None:
        self._folder = folder
        self._shipped = shipped

    def add(self, owner: str, name: str, run: Run) -> KeptRun:
        """Keep a run of a reader; of those of all readers the oldest leaves for it.

        Raises:
            OSError: when it can't be written.
        """
        right = sum(case.score == 1 for case in run.cases)
        kept = KeptRun(uuid4().hex, name, datetime.now(UTC), owner, len(run.cases), right)
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._path(kept.id)
        suites = {case.suite for case in run.cases}
        lines = [_HEAD.dump_json(kept), run.as_json(cases_of=suites).encode()]
        staged = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            staged.write_bytes(b"\n".join(lines))
            staged.replace(path)
        finally:
            staged.unlink(missing_ok=True)
        for old in self._files()[MOST_KEPT:]:
            old.unlink(missing_ok=True)
        return kept

    def find(self, owner: str) -> list[KeptRun]:
        """Return the runs that a reader may see, the newest first, the one that ships last."""
        own = [kept for kept in self._heads() if owner and kept.owner == owner]
        shipped = [KeptRun(SHIPPED)] if self._shipped_file() else []
        return sorted(own, key=lambda kept: str(kept.made), reverse=True) + shipped

    def open(self, owner: str, run_id: str) -> Run:
        """Return a run with its questions.

        Raises:
            DataError: where the reader has no run of this id, or it can't be read.
        """
        if run_id not in {kept.id for kept in self.find(owner)}:
            raise DataError("this run is not kept here: choose another")
        shipped = self._shipped_file()
        try:
            if shipped and run_id == SHIPPED:
                return Run.read(shipped)
            return Run.parse(self._path(run_id).read_text("utf-8").partition("\n")[2], run_id)
        except (OSError, ValueError) as error:
            raise DataError("this run can't be read: score its questions again") from error

    def delete(self, owner: str, run_id: str) -> None:
        """Forget a reader's run.

        Raises:
            DataError: where the reader has no run of this id.
        """
        if run_id not in {kept.id for kept in self.find(owner) if kept.made}:
            raise DataError("this run is not kept here: choose another")
        self._path(run_id).unlink(missing_ok=True)

    def _path(self, run_id: str) -> Path:
        return self._folder / f"{_PREFIX}{run_id}.json"

    def _files(self) -> list[Path]:
        """Return the files of runs, the newest first."""
        files = [(path.stat().st_mtime_ns, path) for path in self._folder.glob(f"{_PREFIX}*.json")]
        return [path for _, path in sorted(files, reverse=True)]

    def _heads(self) -> Iterator[KeptRun]:
        for path in self._files():
            try:
                with path.open(encoding="utf-8") as file:
                    yield _HEAD.validate_json(file.readline())
            except (OSError, ValidationError):  # damaged, or gone meanwhile
                continue

    def _shipped_file(self) -> Path | None:
        path = self._shipped / f"{SHIPPED}.json" if self._shipped else None
        return path if path and path.is_file() else None
