"""Syncs that end before their end: disks that are full, Ctrl+C at any moment."""

import os
import random
import signal
from collections.abc import Iterator, Mapping, Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from eval.faults.children import PATIENCE, Ran, printed, rag_child, run_rag, start
from eval.faults.journal import Tried
from eval.faults.kills import differs
from eval.faults.plants import Plants

FULL, STOPPED = "full disk", "Ctrl+C"
EACH = 20
ARTICLES = 30
LEAST, MOST = 1_000, 2_000_000
"""How many bytes a file may have on a full disk; the catalog of so many articles has more."""


def names() -> list[str]:
    """Return the names of all trials."""
    return [f"{what} {number}" for what in (FULL, STOPPED) for number in range(EACH)]


def halt(wanted: Sequence[str]) -> Iterator[Tried]:
    """Yield what came of each trial; `value` is 1 where the sync did not come to its end."""
    with TemporaryDirectory() as name:
        parent = Path(name)
        folder, state = parent / "articles", parent / "state"
        folder.mkdir()
        plants = Plants(folder, ARTICLES, seed=2)
        index = ("index", str(folder), "--state", str(state))
        run_rag(*index, cwd=parent)
        plants.change()
        started = perf_counter()
        run_rag(*index, cwd=parent)
        seconds = perf_counter() - started
        for one in wanted:
            chance = random.Random(one)
            before = plants.facts()
            plants.edit()
            after = plants.facts()
            if one.startswith(FULL):
                most = round(LEAST * (MOST / LEAST) ** chance.random())
                ran = _ended(start_limited(index, parent, most), parent)
            else:
                ran = _interrupted(index, parent, chance.uniform(0, seconds))
            # Ctrl+C may come before the command can say that it was stopped: what is kept counts
            stopped = one.startswith(STOPPED) and "Traceback" not in ran.err
            problem = "" if stopped else ran.problem
            problem = problem or differs(state, before, after)
            done = run_rag(*index, cwd=parent)
            problem = problem or done.problem or differs(state, after)
            yield Tried(one, problem, float(ran.code != 0))


def start_limited(arguments: Sequence[str], parent: Path, most: int) -> BaseProcess:
    """Start `rag` where no file may have more than some bytes."""
    return start(_limited, most, tuple(arguments), parent, {}, parent)


def _limited(
    most: int,
    arguments: tuple[str, ...],
    cwd: Path,
    environ: Mapping[str, str],
    to: Path,
) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    rag_child(arguments, cwd, environ, to)


def _interrupted(arguments: Sequence[str], parent: Path, after: float) -> Ran:
    """Return how `rag` ends when Ctrl+C is pressed after some seconds."""
    child = start(_interruptible, tuple(arguments), parent, {}, parent)
    child.join(after)
    if child.pid and child.exitcode is None:
        os.kill(child.pid, signal.SIGINT)
    return _ended(child, parent)


def _interruptible(
    arguments: tuple[str, ...], cwd: Path, environ: Mapping[str, str], to: Path
) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
    rag_child(arguments, cwd, environ, to)


def _ended(child: BaseProcess, parent: Path) -> Ran:
    """Return how `rag` ended, and what it said."""
    child.join(PATIENCE)
    code = child.exitcode
    if code is None:
        child.kill()
        child.join()
    said = printed(parent)
    for name in ("out", "err"):
        (parent / name).unlink(missing_ok=True)
    return Ran(code, *said)
