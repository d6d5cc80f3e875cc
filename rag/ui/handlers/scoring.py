"""Scores of readers' own questions: each is a job in a thread, one at a time."""

import json
import logging
import threading
from collections.abc import AsyncIterator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from rag.errors import DataError, RagError
from rag.evaluation.kept_runs import KeptRuns
from rag.evaluation.making import make_questions
from rag.evaluation.questions import Question
from rag.evaluation.user_questions import score_text
from rag.settings import Settings
from rag.ui.catalogue import Wording
from rag.ui.session import Provider

logger = logging.getLogger(__name__)

LARGEST = 5_000_000
"""The most bytes a question file may have."""
MOST_QUESTIONS = 500
"""The most questions a file may have."""
MOST_WAITING = 10
"""How many jobs may wait or run; one more is refused."""

MOST_TOLD = 100
"""Jobs that have ended and can still be asked about, the newest."""

State = Literal["none", "waiting", "running", "done", "failed", "stopped"]


class SentFile(BaseModel):
    """A question file as the page sends it."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=255)
    text: str = Field(max_length=LARGEST)


class Wanted(BaseModel):
    """How many questions are to be made."""

    model_config = ConfigDict(extra="forbid")

    count: int = Field(ge=1, le=MOST_QUESTIONS)


@dataclass(slots=True)
class Job:
    """The scoring of one file.

    Attributes:
        name: the file's name.
        state: how far it is.
        asked: questions that were asked.
        questions: how many there are; 0 where that is not known yet.
        problem: why it failed.
        run: the id of the run that came of it.
        stopping: set when it shall stop.
    """

    name: str = ""
    state: State = "none"
    asked: int = 0
    questions: int = 0
    problem: str = ""
    run: str = ""
    stopping: threading.Event = field(default_factory=threading.Event)

    @property
    def open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in ("waiting", "running")

    def track(self, questions: Iterable[Question]) -> Iterator[Question]:
        """Yield questions, count them, and end with an error when it shall stop."""
        several = list(questions)
        self.questions = len(several)
        for number, question in enumerate(several):
            self.asked = number
            if self.stopping.is_set():
                raise _Stopped
            yield question
        self.asked = len(several)


class _Stopped(DataError):
    """Somebody stopped the scoring."""


class Scoring:
    """The newest job of each reader. Safe to use from several threads.

    Args:
        provider: returns the chatbot.
        settings: the settings in force.
        runs: where what comes of a job is kept.
    """

    def __init__(self, provider: Provider, settings: Settings, runs: KeptRuns) -> None:
        self._provider = provider
        self._settings = settings
        self._runs = runs
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="scoring")

    @asynccontextmanager
    async def while_serving(self, app: object) -> AsyncIterator[None]:
        """Stop all jobs when an app ends."""
        try:
            yield
        finally:
            self.close()

    def close(self) -> None:
        """Stop all jobs; none begins any more."""
        with self._lock:
            for job in self._jobs.values():
                job.stopping.set()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def score(self, owner: str, sent: SentFile, t: Wording) -> None:
        """Begin to score a file.

        Raises:
            DataError: where the reader's last one is not done, or too many wait.
        """
        job = self._begin(owner, sent.name, t)
        self._pool.submit(self._work, job, owner, sent.text, t)

    def make(self, owner: str, wanted: Wanted, t: Wording) -> None:
        """Begin to make questions from the library and to score them.

        Raises:
            DataError: as `score` does.
        """
        job = self._begin(owner, t("made_name", n=wanted.count), t)
        self._pool.submit(self._work, job, owner, wanted.count, t)

    def job(self, owner: str) -> Job:
        """Return a reader's newest job; one in the state "none" where there was none."""
        with self._lock:
            return self._jobs.get(owner) or Job()

    def stop(self, owner: str) -> None:
        """Have a reader's job stop before its next question."""
        self.job(owner).stopping.set()

    def questions(self, count: int) -> bytes:
        """Return a file of questions made from the library.

        Raises:
            DataError: where none can be made.
        """
        return self._made(count).encode()

    def _made(self, count: int) -> str:
        lines = make_questions(self._provider().library, count)
        return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)

    def _begin(self, owner: str, name: str, t: Wording) -> Job:
        with self._lock:
            if owner in self._jobs and self._jobs[owner].open:
                raise DataError(t("job_there"))
            ended = [who for who, job in self._jobs.items() if not job.open]
            for who in ended[:-MOST_TOLD]:
                del self._jobs[who]
            if sum(job.open for job in self._jobs.values()) >= MOST_WAITING:
                raise DataError(t("job_too_many"))
            self._jobs[owner] = Job(name, "waiting")
            return self._jobs[owner]

    def _work(self, job: Job, owner: str, source: str | int, t: Wording) -> None:
        """Do a job; whatever the file holds, its state tells what came of it."""
        try:
            job.state = "running"
            text = source if isinstance(source, str) else self._made(source)
            if text is not source:  # there may be fewer than were wanted
                job.name = t("made_name", n=text.count("\n"))
            settings, bot = self._settings, self._provider()
            run = score_text(text, job.name, bot, settings, job.track, MOST_QUESTIONS)
            job.run = self._runs.add(owner, job.name, run).id
            job.state = "done"
        except _Stopped:
            job.state = "stopped"
        except RagError as error:
            job.problem, job.state = str(error), "failed"
        except Exception:
            logger.exception("a question file could not be scored")
            job.problem, job.state = t("failed"), "failed"
