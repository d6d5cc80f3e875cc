"""kill -9 of syncs that add, edit, move and remove, while the app is read."""

import random
import signal
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import httpx

from eval.faults.children import run_rag, start_rag
from eval.faults.journal import Tried
from eval.faults.plants import Facts, Plants, held, question, said
from eval.faults.served import App, Visitor, served
from rag.errors import RagError

BATCH = 20
"""Kills that one library and one app live through."""
ARTICLES = 30
NO_WATCH = {"RAG_APP__WATCH": "false"}
"""The app leaves the folder to the syncs that are killed."""


def kill(names: Sequence[str]) -> Iterator[Tried]:
    """Yield what came of each kill; `value` is 1 where the sync was still running."""
    for start in range(0, len(names), BATCH):
        batch = names[start : start + BATCH]
        with TemporaryDirectory() as name:
            yield from _batch(batch, Path(name), random.Random(batch[0]))


def _batch(names: Sequence[str], parent: Path, moments: random.Random) -> Iterator[Tried]:
    folder, state = parent / "articles", parent / "state"
    folder.mkdir()
    plants = Plants(folder, ARTICLES, moments.randrange(10**9))
    run_rag("index", str(folder), "--state", str(state), cwd=parent)
    plants.change()
    started = perf_counter()
    run_rag("index", str(folder), "--state", str(state), cwd=parent)
    seconds = perf_counter() - started
    with served(folder, state, NO_WATCH) as app, Reader(app, plants.facts()) as reader:
        for name in names:
            before = plants.facts()
            plants.edit()
            after = plants.facts()
            reader.allow(before, after)
            killed, problem = _killed(plants.folder, state, moments.uniform(0, seconds))
            problem = problem or differs(state, before, after)
            done = run_rag("index", str(folder), "--state", str(state), cwd=parent)
            problem = problem or done.problem or differs(state, after)
            reader.allow(after)
            yield Tried(name, problem or reader.problem, float(killed))


def _killed(folder: Path, state: Path, after: float) -> tuple[bool, str]:
    """Kill a sync after some seconds; return whether it was running, and what it said wrong."""
    with TemporaryDirectory() as printed:
        child = start_rag("index", str(folder), "--state", str(state), cwd=folder, to=Path(printed))
        child.join(after)
        child.kill()
        child.join()
    wrong = child.exitcode not in (0, -signal.SIGKILL)
    return child.exitcode == -signal.SIGKILL, f"exit code {child.exitcode}" if wrong else ""


def differs(state: Path, *right: Facts) -> str:
    """Return how a library differs from what it may hold; empty where it does not."""
    try:
        facts = held(state)
    except (RagError, ValueError) as error:
        return f"the library can't be read: {error}"
    if facts in right:
        return ""
    return f"{len(set(facts.items()) ^ set(right[-1].items()))} facts lost, doubled or mixed"


class Reader:
    """Asks the app without a break and checks that each answer is one that may be given.

    Args:
        app: what is asked.
        facts: what may be answered.
    """

    def __init__(self, app: App, facts: Facts) -> None:
        self._visitor = Visitor(app)
        self._allowed: tuple[Facts, ...] = (facts,)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._read)
        self.problem = ""
        self.questions = 0

    def allow(self, *facts: Facts) -> None:
        """From now on an answer may be of any of these."""
        self._allowed = facts

    def __enter__(self) -> "Reader":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        self._visitor.close()

    def _read(self) -> None:
        chance = random.Random(0)
        while not self._stop.is_set() and not self.problem:
            before = self._allowed
            town = chance.choice(sorted({name for facts in before for name in facts}))
            try:
                number = said(town, self._visitor.ask(question(town)))
            except (RagError, httpx.HTTPError) as error:
                self.problem = f"the app failed: {error}"
                return
            allowed = {facts.get(town) for facts in (*before, *self._allowed)}
            if number not in allowed:
                self.problem = f"{town} was answered with {number}, not one of {allowed}"
            self.questions += 1
