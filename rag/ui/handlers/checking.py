"""Readers' texts held against the articles: each check is a job in a thread, one at a time."""

import logging
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Literal

from rag.checking.check import check_text
from rag.checking.draft import MOST_CHARACTERS, DraftText, check_draft, without_marks
from rag.core.checked import CheckedText
from rag.errors import DataError, IndexMissing, QuestionError, RagError
from rag.library.drafts import KeptDraft
from rag.ui.catalogue import Wording
from rag.ui.parts.fixes import Fix, fixes_of, with_fixes
from rag.ui.session import Provider

logger = logging.getLogger(__name__)

MOST_WAITING = 10
"""How many checks may wait or run; one more is refused."""
MOST_TOLD = 50
"""Checks that have ended and can still be looked at, the newest."""
MARKDOWN = (".md", ".markdown")
"""How the names of files end whose marks are not read as words."""

State = Literal["none", "waiting", "running", "done", "failed", "stopped"]


class _StoppedCheck(RagError):
    """Somebody stopped the check."""


@dataclass(slots=True)
class CheckJob:
    """The check of one text.

    Attributes:
        draft: the text.
        state: how far it is.
        done: sentences that were looked at.
        total: how many there are; 0 where that is not known yet.
        problem: why it failed.
        checked: what came of it; None before it is done.
        put: the numbers of the fixes that the reader put into the text.
        stopping: set when it shall stop.
    """

    draft: KeptDraft
    state: State = "none"
    done: int = 0
    total: int = 0
    problem: str = ""
    checked: CheckedText | None = None
    put: frozenset[int] = frozenset()
    stopping: threading.Event = field(default_factory=threading.Event)

    @property
    def open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in ("waiting", "running")

    @property
    def fixes(self) -> tuple[Fix, ...]:
        """What can be put right in the text."""
        return fixes_of(self.checked) if self.checked else ()

    @property
    def text(self) -> str:
        """The text with what was put right in it."""
        several = [fix for fix in self.fixes if fix.number in self.put]
        return with_fixes(self.checked.text, several) if self.checked else self.draft.text

    def tell(self, done: int, total: int) -> None:
        """Count sentences, and end with an error when it shall stop."""
        self.done, self.total = done, total
        if self.stopping.is_set():
            raise _StoppedCheck

    def is_of(self, draft: KeptDraft) -> bool:
        """Tell whether it is the check of a draft as it stands now."""
        return self.checked is not None and self.text == draft.text


class TextChecks:
    """The newest check of each reader. Safe to use from several threads.

    Args:
        provider: returns the chatbot.
    """

    def __init__(self, provider: Provider) -> None:
        self._provider = provider
        self._lock = threading.Lock()
        self._jobs: dict[str, CheckJob] = {}
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="checking")

    @asynccontextmanager
    async def while_serving(self, app: object) -> AsyncIterator[None]:
        """Stop all checks when an app ends."""
        try:
            yield
        finally:
            self.close()

    def close(self) -> None:
        """Stop all checks; none begins any more."""
        with self._lock:
            for job in self._jobs.values():
                job.stopping.set()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def start(self, owner: str, draft: KeptDraft, t: Wording) -> None:
        """Begin to check a draft.

        Raises:
            DataError: where there is nothing to check, the last check is not done, or too many
                wait.
        """
        text = _checkable(draft, t)
        with self._lock:
            if owner in self._jobs and self._jobs[owner].open:
                raise DataError(t("check_there"))
            ended = [who for who, job in self._jobs.items() if not job.open and who != owner]
            for who in ended[: -MOST_TOLD or None]:
                del self._jobs[who]
            if sum(job.open for job in self._jobs.values()) >= MOST_WAITING:
                raise DataError(t("check_too_many"))
            job = self._jobs[owner] = CheckJob(draft, "waiting")
        self._pool.submit(self._work, job, text, t)

    def job(self, owner: str) -> CheckJob:
        """Return a reader's newest check; one in the state "none" where there was none."""
        with self._lock:
            return self._jobs.get(owner) or CheckJob(KeptDraft())

    def stop(self, owner: str) -> None:
        """Have a reader's check stop before its next sentence."""
        self.job(owner).stopping.set()

    def forget(self, owner: str) -> None:
        """Stop a reader's check and keep nothing of it."""
        self.stop(owner)
        with self._lock:
            self._jobs.pop(owner, None)

    def _work(self, job: CheckJob, text: DraftText, t: Wording) -> None:
        """Do a check; its state tells what came of it."""
        try:
            job.state = "running"
            bot = self._provider()
            with bot.library.snapshot() as snapshot:
                if not snapshot.count:
                    raise DataError(t("check_empty"))
                job.checked = check_text(text, snapshot, bot.searcher, job.tell)
            job.state = "done"
        except _StoppedCheck:
            job.state = "stopped"
        except IndexMissing:
            job.problem, job.state = t("check_empty"), "failed"
        except RagError as error:
            job.problem, job.state = str(error), "failed"
        except Exception:
            logger.exception("a text could not be checked")
            job.problem, job.state = t("failed"), "failed"


def _checkable(draft: KeptDraft, t: Wording) -> DraftText:
    """Return a draft as it is checked.

    Raises:
        DataError: where it is too long or has no word in it.
    """
    try:
        text = check_draft(draft.text)
    except QuestionError as error:
        raise DataError(_problem(draft.text, t)) from error
    marked_up = draft.name.lower().endswith(MARKDOWN)
    return DraftText(text, draft.name, without_marks(text) if marked_up else text, as_written=True)


def _problem(text: str, t: Wording) -> str:
    if len(text) > MOST_CHARACTERS:
        return t("check_too_long", n=len(text), most=t.number(MOST_CHARACTERS))
    return t("check_no_words")
