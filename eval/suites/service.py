"""The service under load: 50 users at two doors, 20 kills, a library indexed anew, hours of use.

50 people ask the app as it is served over the starter corpus without a pause, half of them on the
page, half by REST; the goals are those of the suite `crowd`. Then it is killed 20 times under load,
and a library is indexed anew ten times while it is asked. Hours of use are recorded by
`python -m eval.service.soak`; what that record says is told here. With a limit of n: n seconds of
load, n kills and n times indexed anew, as far as that is less.
"""

import random
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

import httpx
import numpy as np

from eval.faults.journal import Tried
from eval.faults.served import App, Visitor, served
from eval.harness.starter import CORPUS
from eval.harness.suite import Task
from eval.service import kills, soak, swaps
from eval.service.users import User, asking, questions
from rag.errors import RagError
from rag.evaluation.measure.result import FOOTNOTE, Case, Outcome, Result, Scorer

SUITE = "service"
USERS, SECONDS, KILLS, SWAPS = 50, 120, 20, 10
OURS = Scorer(SUITE, FOOTNOTE)
SOON = 10
"""The seconds within which an app that was killed answers again."""


@dataclass(slots=True)
class Served:
    """What people got who asked at once. Safe to use from several threads.

    Attributes:
        waits: the seconds that each answer took, by who waited.
        errors: what went wrong.
    """

    waits: dict[int, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def work(self, user: User, chance: random.Random) -> None:
        """Ask a question and note how long its answer took."""
        question = next(questions(chance.randrange(1_000)))
        started = perf_counter()
        try:
            user.ask(question)
        except (RagError, httpx.HTTPError) as error:
            with self._lock:
                self.errors.append(str(error))
            return
        with self._lock:
            self.waits.setdefault(id(user), []).append(perf_counter() - started)


def run(task: Task) -> Outcome:
    """50 users on the page and by REST, 20 kills, a library indexed anew, hours of use."""
    seconds = min(SECONDS, task.limit or SECONDS)
    with TemporaryDirectory() as name, served(CORPUS, Path(name, "state")) as app:
        _warm_up(app)
        task.note(f"{SUITE}: one user, then {USERS} for {seconds} s each")
        alone, many = (_meet(app, users, seconds) for users in (1, USERS))
        results = loaded(alone, many, seconds)
    names = [f"kill {number}" for number in range(min(KILLS, task.limit or KILLS))]
    tried = list(task.track(kills.kill(names), f"{SUITE}: kills under load"))
    results += survived(tried)
    count = min(SWAPS, task.limit or SWAPS)
    task.note(f"{SUITE}: a library is indexed anew {count} times")
    editions = swaps.swap(count)
    results += swapped(editions)
    results += _soaked(task)
    wrong = [*(f"{one.id}: {one.problem}" for one in tried if one.problem), *editions.problems]
    return Outcome(results, [Case(SUITE, line, line, 0.0, line) for line in wrong + many.errors])


def _warm_up(app: App) -> None:
    with closing(Visitor(app)) as visitor:
        visitor.client.get("/room/start").raise_for_status()
        for question, _ in zip(questions(), range(10), strict=False):
            visitor.ask(question)


def _meet(app: App, users: int, seconds: float) -> Served:
    """Let people ask without a pause for some seconds; what was begun is waited for."""
    met = Served()
    with asking(app, users, met.work):
        sleep(seconds)
    return met


def loaded(alone: Served, many: Served, seconds: float) -> list[Result]:
    """Return what a crowd got and waited, beside one person."""
    counts = [len(waits) for waits in many.waits.values()]
    counts += [0] * (USERS - len(counts))
    waits = [wait for several in many.waits.values() for wait in several]
    rate, single = (sum(map(len, one.waits.values())) / seconds for one in (many, alone))
    label = f"{USERS} users"
    milliseconds = [1_000 * wait for wait in waits]
    p95 = float(np.percentile(waits, 95)) if waits else float("nan")
    return [
        *OURS.mean(f"{label}: errors", [len(many.errors) + len(alone.errors)]),
        *OURS.mean(f"{label}: answers a second", [rate]),
        *OURS.mean(f"{label}: answers a second, of one's", [rate / single if single else 0.0]),
        *OURS.mean(f"{label}: fewest answers, of the most", [min(counts) / max(1, *counts)]),
        *OURS.score(f"{label}: p50, ms", "median", milliseconds),
        *OURS.score(f"{label}: p95, ms", "p95", milliseconds),
        *OURS.mean(f"{label}: p95, of users / rate", [p95 * rate / USERS]),
    ]


def survived(tried: Sequence[Tried]) -> list[Result]:
    """Return what came of kills: whether all is there, and how soon the next app answered."""
    names, seconds = [one.id for one in tried], [one.value for one in tried]
    return [
        *OURS.mean("killed under load: nothing lost", [not one.problem for one in tried], names),
        *OURS.mean(f"killed under load: answers within {SOON} s", [s <= SOON for s in seconds]),
        *OURS.mean("killed under load: slowest start, s", [max(seconds)]),
    ]


def swapped(editions: swaps.Editions) -> list[Result]:
    """Return what came of requests while a library was indexed anew."""
    kinds = Counter(one.split(":")[0] for one in editions.problems)
    failed = kinds.pop("failed", 0)
    return [
        *OURS.mean("indexed anew: requests answered", [editions.answers]),
        *OURS.mean("indexed anew: editions seen", [len(editions.seen)]),
        *OURS.mean("indexed anew: requests failed", [failed]),
        *OURS.mean("indexed anew: mixed or wrong editions", [kinds.total()]),
    ]


def _soaked(task: Task) -> Iterator[Result]:
    """Yield what the record of hours of use tells, where there is one."""
    commit, several = soak.looks(soak.RECORD)
    if not several:
        task.note(f"{SUITE}: no soak is recorded: python -m eval.service.soak")
        return
    task.note(f"{SUITE}: the soak was recorded at commit {commit[:10]}")
    ends = soak.last_of_each(several)
    grown = soak.grown(several)
    yield from OURS.mean("soak: minutes", [sum(one.seconds for one in ends) / 60])
    yield from OURS.mean("soak: questions asked", [sum(one.asked for one in ends)])
    yield from OURS.mean("soak: errors", [sum(one.errors for one in ends)])
    yield from OURS.mean("soak: memory that grows, MB", [grown["memory"]])
    yield from OURS.mean("soak: open files that grow", [grown["handles"]])
    yield from OURS.mean("soak: threads that grow", [grown["threads"]])
