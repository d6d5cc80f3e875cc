"""Call a language model: in pieces, within a time, again where that may help, counting tokens."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING

from rag.settings import ChatSettings
from rag.types import Usage

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

logger = logging.getLogger(__name__)

FIRST_WAIT = 0.5
"""Seconds before the second try; each further wait is twice as long."""
_MILLION = 1_000_000
_PASSING = frozenset((408, 409, 425, 429, *range(500, 600)))
"""HTTP states after which another try may succeed."""


class WritingFailed(Exception):
    """The model gave no answer; the message says why in words for the reader, with nothing of the request or a key."""


class Call:
    """The calls to a model for one question: they share its time, and their tokens are added up.

    Args:
        model: any LangChain chat model.
        settings: the time and the tries.
        clock: seconds, as `time.monotonic`.
        wait: waits so many seconds, as `time.sleep`.
        used: what was taken for the question before.
        spent: seconds of its time that were.
    """

    def __init__(
        self,
        model: "BaseChatModel",
        settings: ChatSettings,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], None] = time.sleep,
        used: Usage | None = None,
        spent: float = 0.0,
    ) -> None:
        self._model = model
        self._settings = settings
        self._clock = clock
        self._wait = wait
        self._until = clock() + settings.seconds - spent
        self.usage = used or Usage()

    def stream(self, messages: "Sequence[BaseMessage]") -> Iterator[str]:
        """Yield the answer piece by piece. A call that breaks before its first piece is tried again.

        Raises:
            WritingFailed: when there is no answer within the time and the tries, or it breaks off.
        """
        for attempt in range(self._settings.retries + 1):
            started = False
            try:
                for piece in self._pieces(messages):
                    started = True
                    yield piece
            except WritingFailed:
                raise
            except Exception as error:
                pause = FIRST_WAIT * 2**attempt
                logger.warning("the language model failed: %s", type(error).__name__)
                last = attempt == self._settings.retries or self._clock() + pause > self._until
                if started or last or not _passes(error):
                    raise WritingFailed(_in_words(error)) from error
                self._wait(pause)
            else:
                return

    def _pieces(self, messages: "Sequence[BaseMessage]") -> Iterator[str]:
        """Yield what the model says, read in a thread of its own, so that a model that hangs can be left."""
        answers: SimpleQueue[str | Exception | None] = SimpleQueue()
        left = Event()
        Thread(target=self._read, args=(messages, answers, left), name="writing", daemon=True).start()
        try:
            while True:
                try:
                    answer = answers.get(timeout=max(0.0, self._until - self._clock()))
                except Empty:
                    raise WritingFailed(f"the language model took longer than {self._settings.seconds:g} seconds") from None
                if answer is None:
                    return
                if isinstance(answer, Exception):
                    raise answer
                yield answer
        finally:
            left.set()

    def _read(self, messages: "Sequence[BaseMessage]", answers: "SimpleQueue[str | Exception | None]", left: Event) -> None:
        try:
            used = Usage(calls=1)
            for chunk in self._model.stream(list(messages)):
                if left.is_set():
                    return
                if usage := getattr(chunk, "usage_metadata", None):
                    used += Usage(0, usage["input_tokens"], usage["output_tokens"])
                if chunk.text:
                    answers.put(str(chunk.text))
            self.usage += self._priced(used)
            answers.put(None)
        except Exception as error:
            answers.put(error)

    def _priced(self, used: Usage) -> Usage:
        """Return the tokens with what they cost, where the settings have the prices."""
        prices = self._settings.input_price, self._settings.output_price
        if None in prices:
            return used
        cost = (used.read * (prices[0] or 0) + used.written * (prices[1] or 0)) / _MILLION
        return Usage(used.calls, used.read, used.written, cost)


def _passes(error: Exception) -> bool:
    status = getattr(error, "status_code", None)
    return status is None or status in _PASSING


def _in_words(error: Exception) -> str:
    status = getattr(error, "status_code", None)
    if status in (401, 403):
        return "the language model's service refused the key"
    if status == 429:
        return "the language model's service is over its limit of requests"
    if status in (400, 413, 422):
        return "the language model refused the request, which may be too long for it"
    return "the language model can't be reached" if status is None else f"the language model's service failed ({status})"
