"""Several people at once: 1, 5 and 20 who ask without pause, a busy neighbour, 2,000 questions.

They ask the app as it is served, over the starter corpus. The goals are ratios within the run: a
crowd gets as many answers a second as one person does, each waits for the others' answers and no
longer, a core that another program keeps busy costs no more than its half, and no question leaves
anything behind in the process.
"""

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count, cycle, islice
from pathlib import Path
from time import perf_counter

import httpx
import numpy as np

from eval.faults.served import App, Visitor, footprint, served
from eval.harness.starter import CORPUS, QUESTIONS
from eval.harness.suite import Task
from rag.errors import RagError
from rag.evaluation.measure.result import FOOTNOTE, Outcome, Result, Scorer

SUITE = "crowd"
USERS = (1, 5, 20)
WARM_UP, SECONDS, ASKED = 10, 60, 2_000
PER_SECOND = 10
"""Questions for the memory for each second of a limit."""
SETTLING, AT_ONCE = 0.1, 4
"""The share of questions after which memory is counted, and how many people ask them."""
OURS = Scorer(SUITE, FOOTNOTE)
_BUSY = """
import os
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
while True:
    pass
"""


@dataclass(frozen=True, slots=True)
class Crowd:
    """People who asked at the same time.

    Attributes:
        users: how many.
        seconds: from the first question to the last answer.
        waits: the seconds that each answer took.
        errors: what went wrong.
    """

    users: int
    seconds: float
    waits: Sequence[float]
    errors: Sequence[str]

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.waits) / self.seconds

    def percentile(self, percent: float) -> float:
        """Return the seconds within which so many percent of the answers came."""
        return float(np.percentile(self.waits, percent)) if self.waits else float("nan")


def run(task: Task) -> Outcome:
    """20 people who ask without pause: answers a second, waits, errors; memory that stays."""
    seconds = min(SECONDS, task.limit or SECONDS)
    asked = min(ASKED, PER_SECOND * (task.limit or ASKED))
    with tempfile.TemporaryDirectory() as name, served(CORPUS, Path(name, "state")) as app:
        warm_up(app)
        crowds = []
        for users in USERS:
            task.note(f"crowd: {users} asking for {seconds} s")
            crowds.append(meet(app, users, during(seconds)))
        task.note(f"crowd: one beside a busy core for {seconds} s")
        with busy_core():
            beside = meet(app, 1, during(seconds))
        task.note(f"crowd: {asked} questions")
        return Outcome(waits(crowds) + busy(crowds[0], beside) + kept(app, asked))


def warm_up(app: App) -> None:
    """Wait until the app has made the questions that it suggests, and ask some."""
    with closing(Visitor(app)) as visitor:
        visitor.client.get("/room/start").raise_for_status()
    meet(app, 1, several(WARM_UP))


def waits(crowds: Sequence[Crowd]) -> list[Result]:
    """Return what crowds got and waited, the first of one person."""
    alone, largest = crowds[0], crowds[-1]
    results = []
    for crowd in crowds:
        label = f"{crowd.users} asking" if crowd.users > 1 else "one asking"
        milliseconds = [1000 * wait for wait in crowd.waits]
        results += OURS.mean(f"{label}: answers a second", [crowd.rate])
        results += OURS.score(f"{label}: p50, ms", "median", milliseconds)
        results += OURS.score(f"{label}: p95, ms", "p95", milliseconds)
    label = f"{largest.users} asking"
    fair = largest.users / largest.rate if largest.waits else float("nan")
    results += OURS.mean(f"{label}: answers a second, of one's", [largest.rate / alone.rate])
    results += OURS.mean(f"{label}: p95, of users / rate", [largest.percentile(95) / fair])
    errors = sum(len(crowd.errors) for crowd in crowds)
    return results + OURS.mean("errors", [errors])


def busy(alone: Crowd, beside: Crowd) -> list[Result]:
    """Return what a person waits while another program keeps a core busy, beside the idle wait."""
    milliseconds = [1000 * wait for wait in beside.waits]
    ratio = beside.percentile(50) / alone.percentile(50)
    return [
        *OURS.score("one beside a busy core: p50, ms", "median", milliseconds),
        *OURS.mean("one beside a busy core: p50, of idle", [ratio]),
    ]


def kept(app: App, asked: int) -> list[Result]:
    """Return what questions leave behind in the process, after the first tenth of them."""
    first = int(SETTLING * asked)
    meet(app, AT_ONCE, several(first))
    before = footprint(app.pid)
    meet(app, AT_ONCE, several(asked - first))
    after = footprint(app.pid)
    label = f"{asked:,} questions"
    return [
        *OURS.mean(f"{label}: memory that stays, MB", [after.memory - before.memory]),
        *OURS.mean(f"{label}: open files that stay", [after.handles - before.handles]),
        *OURS.mean(f"{label}: threads that stay", [after.threads - before.threads]),
    ]


def meet(app: App, users: int, goes_on: Callable[[], bool]) -> Crowd:
    """Let people ask at the same time, each the next question as soon as the last is answered.

    Args:
        app: whom they ask.
        users: how many.
        goes_on: tells whether another question is to be asked.
    """
    questions = [json.loads(line)["question"] for line in QUESTIONS.read_text().splitlines()]
    started = perf_counter()
    with ThreadPoolExecutor(users) as pool:
        visits = list(pool.map(partial(_visit, app, questions, goes_on), range(users)))
    return Crowd(
        users,
        perf_counter() - started,
        [wait for times, _ in visits for wait in times],
        [error for _, errors in visits for error in errors],
    )


def _visit(
    app: App, questions: Sequence[str], goes_on: Callable[[], bool], number: int
) -> tuple[list[float], list[str]]:
    times, errors = [], []
    with closing(Visitor(app)) as visitor:
        for question in islice(cycle(questions), number * 7, None):  # not all the same at once
            if not goes_on():
                break
            started = perf_counter()
            try:
                visitor.ask(question)
            except (RagError, httpx.HTTPError) as error:
                errors.append(str(error))
            else:
                times.append(perf_counter() - started)
    return times, errors


def during(seconds: float) -> Callable[[], bool]:
    """Return what goes on for some seconds."""
    end = perf_counter() + seconds
    return lambda: perf_counter() < end


def several(most: int) -> Callable[[], bool]:
    """Return what goes on for so many questions, whoever asks them."""
    numbers, lock = count(), threading.Lock()

    def goes_on() -> bool:
        with lock:
            return next(numbers) < most

    return goes_on


@contextmanager
def busy_core() -> "Iterator[subprocess.Popen[bytes]]":
    """Keep one core busy with another program until the context ends."""
    with subprocess.Popen([sys.executable, "-c", _BUSY]) as other:
        try:
            yield other
        finally:
            other.kill()
