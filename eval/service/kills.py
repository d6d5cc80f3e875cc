"""kill -9 of the app under load: how soon the next one answers, and what it still has.

Readers and programs ask without a pause. What the app acknowledged before it was killed, answers
in conversations and feedback, must be there in the next one.
"""

import os
import random
import signal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, perf_counter, sleep

import httpx

from eval.faults.journal import Tried
from eval.faults.served import App, Visitor, ask_events, free_port, plain, started
from eval.harness.starter import CORPUS
from eval.service.users import Program, User, asking, questions
from rag.errors import RagError

USERS = 8
MOST_ACKNOWLEDGED, LATEST = 20, 60.0
"""An app is killed after one to so many acknowledgements, or after so many seconds."""


@dataclass(slots=True)
class Acknowledged:
    """What the app said it keeps.

    Attributes:
        talks: by the id of a conversation, its turn as it was shown and its reader's cookies.
        feedback: the numbers of feedback.
    """

    talks: dict[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)
    feedback: set[int] = field(default_factory=set)

    def wait(self, more: int) -> None:
        """Wait until so many more acknowledgements have come."""
        wanted, end = self.count + more, monotonic() + LATEST
        while self.count < wanted and monotonic() < end:
            sleep(0.02)

    @property
    def count(self) -> int:
        """How many have come."""
        return len(self.talks) + len(self.feedback)

    def work(self, user: User, chance: random.Random) -> None:
        """Ask a question and note what is acknowledged; an app that is gone acknowledges none."""
        question = next(questions(chance.randrange(1_000)))
        try:
            if isinstance(user, Visitor):
                *_, last = ask_events(user.client, {"question": question})
                shown = plain(last["html"])
                self.talks[last["conversation"]] = shown, dict(user.client.cookies)
            elif isinstance(user, Program):
                sent = {"answer": user.ask(question), "verdict": chance.choice(["right", "wrong"])}
                self.feedback.add(user.post("/feedback", sent)["id"])
        except (RagError, httpx.HTTPError, ValueError, KeyError):
            sleep(0.01)


def kill(names: Sequence[str]) -> Iterator[Tried]:
    """Yield what came of each kill; `value` is the seconds until the next app answered."""
    noted = Acknowledged()
    with TemporaryDirectory() as name, ExitStack() as stack:
        state, port = Path(name, "state"), free_port()
        app, process = stack.enter_context(started(CORPUS, state, port))
        for each in names:
            chance = random.Random(each)
            with asking(app, USERS, noted.work):
                noted.wait(chance.randint(1, MOST_ACKNOWLEDGED))
                sleep(chance.random())
                os.kill(app.pid, signal.SIGKILL)
                process.wait()
            begun = perf_counter()
            app, process = stack.enter_context(started(CORPUS, state, port))
            problem = _answers(app)
            seconds = perf_counter() - begun
            yield Tried(each, problem or _lost(app, noted), seconds)


def _answers(app: App) -> str:
    """Wait until the app answers a question; return why it does not."""
    with closing(Program(app)) as program:
        try:
            program.ask(next(questions()))
        except (RagError, httpx.HTTPError) as error:
            return f"no answer: {error}"
    return ""


def _lost(app: App, noted: Acknowledged) -> str:
    """Return what was acknowledged and is not there; empty where nothing is missing."""
    with httpx.Client(base_url=app.url, timeout=60) as client:
        kept = set(_feedback(client))
        talks = [
            talk
            for talk, (shown, cookies) in noted.talks.items()
            if _shown(client, talk, cookies) != shown
        ]
    parts = {"feedback": noted.feedback - kept, "conversations": talks}
    return "; ".join(f"{len(gone)} {name} lost" for name, gone in parts.items() if gone)


def _feedback(client: httpx.Client) -> Iterator[int]:
    after = 0
    while True:
        reply = client.get("/v1/feedback", params={"after": after}).raise_for_status()
        numbers = [one["id"] for one in reply.json()]
        if not numbers:
            return
        yield from numbers
        after = numbers[-1]


def _shown(client: httpx.Client, talk: str, cookies: Mapping[str, str]) -> str:
    """Return a conversation as its reader sees it; empty where it is not there."""
    header = "; ".join(f"{name}={value}" for name, value in cookies.items())
    reply = client.get(f"/room/c/{talk}", headers={"Cookie": header})
    return plain(reply.json()["html"]) if reply.is_success else ""
