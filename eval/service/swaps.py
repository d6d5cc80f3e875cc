"""A library that is indexed anew while it is asked: no request fails, none sees a mix.

Every article states a number that begins with the number of its edition. An edition rewrites all
of them, every second one with all indexes rebuilt. Whatever is answered must be of one edition, and
of one that could be served then.
"""

import json
import random
import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from eval.faults.children import run_rag
from eval.faults.kills import NO_WATCH
from eval.faults.plants import towns
from eval.faults.served import App, Visitor, served
from eval.service.users import Program, User, asking
from rag.errors import RagError

ARTICLES, USERS = 12, 8
_BASE = 1_000
_FACT = re.compile(r"makes (\d+) cells")
_MANY = "How many cells do the plants in {}, {} and {} make a day?"


@dataclass(slots=True)
class Editions:
    """What is being served, and what came of requests. Safe to use from several threads.

    Attributes:
        low: the edition that is surely served.
        high: the newest one that may be.
        answers: how many requests were answered with articles.
        seen: the editions that were.
        problems: what went wrong, in words.
    """

    low: int = 1
    high: int = 1
    answers: int = 0
    seen: set[int] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def work(self, user: User, chance: random.Random) -> None:
        """Make a request and look at what it shows."""
        low = self.low
        try:
            text = _reply(user, chance)
        except (RagError, httpx.HTTPError, ValueError) as error:
            self._note([], f"failed: {error}")
            return
        found = {int(number) // _BASE for number in _FACT.findall(text)}
        if len(found) > 1:
            self._note(found, f"a mix of the editions {sorted(found)}")
        elif any(not low <= edition <= self.high for edition in found):
            self._note(found, f"edition {found}, where {low} to {self.high} may be served")
        else:
            self._note(found, "" if found else f"nothing was found: {text[:80]}")

    def _note(self, found: Iterable[int], problem: str) -> None:
        with self.lock:
            self.seen.update(found)
            self.answers += not problem
            self.problems += [problem] if problem else []


def _reply(user: User, chance: random.Random) -> str:
    """Return what a search or a question over several articles shows, as text."""
    question = _MANY.format(*chance.sample(towns()[:ARTICLES], 3))
    if isinstance(user, Program) and chance.random() < 0.5:
        return json.dumps(user.post("/search", {"query": question, "k": ARTICLES}))
    reply = user.ask(question)
    return reply if isinstance(reply, str) else json.dumps(reply)


def write(folder: Path, edition: int) -> None:
    """Write an edition of all articles."""
    for number, town in enumerate(towns()[:ARTICLES]):
        told = f"The plant in {town} makes {_BASE * edition + number} cells a day."
        text = f"---\ntitle: {town}\n---\n{told} Buses stop at the gate of {town}.\n"
        (folder / f"{town.lower()}.md").write_text(text)


def swap(count: int) -> Editions:
    """Index a library anew so often while it is asked, and return what came of the requests.

    Raises:
        RagError: when a sync fails.
    """
    editions = Editions()
    with TemporaryDirectory() as name:
        parent = Path(name)
        folder, state = parent / "articles", parent / "state"
        folder.mkdir()
        write(folder, 1)
        with served(folder, state, NO_WATCH) as app:
            _under(app, editions, folder, state, count)
    return editions


def _under(app: App, editions: Editions, folder: Path, state: Path, count: int) -> None:
    Visitor(app).close()
    with asking(app, USERS, editions.work):
        for edition in range(2, count + 2):
            answers = editions.answers
            write(folder, edition)
            editions.high = edition
            rebuild = ["--rebuild"] if edition % 2 else []
            ran = run_rag("index", str(folder), "--state", str(state), *rebuild, cwd=folder.parent)
            if ran.problem or ran.code:
                raise RagError(f"a sync failed: {ran.problem or ran.said}")
            editions.low = edition
            _wait_for(editions, answers + USERS)


def _wait_for(editions: Editions, answers: int) -> None:
    """Wait until each has asked about once since; a minute at most, and not after a problem."""
    wait = threading.Event()
    for _ in range(600):
        if editions.answers >= answers or editions.problems:
            return
        wait.wait(0.1)
