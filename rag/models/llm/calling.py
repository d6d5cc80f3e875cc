"""Call a language model: in pieces, within a time, again where that may help, counting tokens."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from tenacity import RetryCallState, Retrying, retry_if_exception, wait_exponential

from rag.core.statement import Says, Value, statement
from rag.core.usage import Usage
from rag.models.llm.said import Pieces
from rag.settings import ChatSettings

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
    """The model gave no answer.

    Attributes:
        why: for the reader, with nothing of the request or a key.
    """

    def __init__(self, says: Says, **values: Value) -> None:
        self.why = statement(says, **values)
        super().__init__(f"{says} {values}" if values else str(says))


class Call:
    """The calls to a model for one question: they share its time, and their tokens are added up.

    Args:
        model: any LangChain chat model.
        settings: the time and the tries.
        clock: seconds, as `time.monotonic`.
        sleep: waits a number of seconds, as `time.sleep`.
        used: what earlier calls for the question took.
        spent: the seconds that they took of its time.

    Attributes:
        usage: what all calls took so far.
    """

    def __init__(
        self,
        model: "BaseChatModel",
        settings: ChatSettings,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        used: Usage = Usage(),
        spent: float = 0.0,
    ) -> None:
        self._model = model
        self._settings = settings
        self._clock = clock
        self._sleep = sleep
        self._until = clock() + settings.seconds - spent
        self.usage = used

    def stream(
        self, messages: "Sequence[BaseMessage]", cited: Mapping[str, Any] | None = None
    ) -> Iterator[str]:
        """Yield the answer piece by piece. A call that breaks before its first piece is repeated.

        Args:
            messages: the prompt.
            cited: what a model that cites by itself is called with; then each piece is a `Said`.

        Raises:
            WritingFailed: when there is no answer within the time and the tries, or it breaks off.
        """
        retrying = Retrying(
            retry=retry_if_exception(_may_pass),
            wait=wait_exponential(FIRST_WAIT),
            stop=self._gives_up,
            sleep=self._sleep,
            before_sleep=_log_retry,
            reraise=True,
        )
        try:
            yield from retrying(self._start, messages, cited)
        except WritingFailed:
            raise
        except Exception as error:
            logger.warning("the language model failed: %s", type(error).__name__)
            raise _failure(error) from error

    def _gives_up(self, state: RetryCallState) -> bool:
        is_last = state.attempt_number > self._settings.retries
        return is_last or self._clock() + state.upcoming_sleep > self._until

    def _start(
        self, messages: "Sequence[BaseMessage]", cited: Mapping[str, Any] | None
    ) -> Iterator[str]:
        """Return the pieces of an answer, as soon as there is a first one."""
        pieces = self._pieces(messages, cited)
        first = next(pieces, "")
        return chain([first], pieces) if first else pieces

    def _pieces(
        self, messages: "Sequence[BaseMessage]", cited: Mapping[str, Any] | None
    ) -> Iterator[str]:
        """Yield what the model answers; a thread reads it, so that a model that hangs can be left.

        Raises:
            WritingFailed: when the time is over.
        """
        answers: SimpleQueue[str | Exception | None] = SimpleQueue()
        left = Event()
        Thread(
            target=self._read, args=(messages, cited, answers, left), name="writing", daemon=True
        ).start()
        try:
            while True:
                try:
                    answer = answers.get(timeout=max(0.0, self._until - self._clock()))
                except Empty:
                    seconds = f"{self._settings.seconds:g}"
                    raise WritingFailed(Says.MODEL_SLOW, seconds=seconds) from None
                if answer is None:
                    return
                if isinstance(answer, Exception):
                    raise answer
                yield answer
        finally:
            left.set()

    def _read(
        self,
        messages: "Sequence[BaseMessage]",
        cited: Mapping[str, Any] | None,
        answers: "SimpleQueue[str | Exception | None]",
        left: Event,
    ) -> None:
        """Put the pieces of an answer into a queue, and then None or the error; stop when left."""
        try:
            used, pieces = Usage(calls=1), Pieces()
            for chunk in self._model.stream(list(messages), **(cited or {})):
                if left.is_set():
                    return
                if usage := getattr(chunk, "usage_metadata", None):
                    used += Usage(0, usage["input_tokens"], usage["output_tokens"])
                if cited is not None:
                    for piece in pieces.feed(chunk):
                        answers.put(piece)
                elif chunk.text:
                    answers.put(str(chunk.text))
            for piece in pieces.close():
                answers.put(piece)
            self.usage += self._priced(used)
            answers.put(None)
        except Exception as error:
            answers.put(error)

    def _priced(self, used: Usage) -> Usage:
        """Return the tokens with what they cost, where the settings have both prices."""
        read, written = self._settings.input_price, self._settings.output_price
        if read is None or written is None:
            return used
        cost = used.input_tokens * read + used.output_tokens * written
        return replace(used, cost=cost / _MILLION)


def _may_pass(error: BaseException) -> bool:
    """Whether another try may succeed."""
    if isinstance(error, WritingFailed) or not isinstance(error, Exception):
        return False
    status = getattr(error, "status_code", None)
    return status is None or status in _PASSING


def _log_retry(state: RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    logger.warning("the language model failed, trying again: %s", type(error).__name__)


def _failure(error: Exception) -> WritingFailed:
    """Return what the reader is told of an error."""
    status = getattr(error, "status_code", None)
    if status is None:
        return WritingFailed(Says.MODEL_UNREACHED)
    if status in (401, 403):
        return WritingFailed(Says.MODEL_KEY)
    if status == 429:
        return WritingFailed(Says.MODEL_OVER)
    if status in (400, 413, 422):
        return WritingFailed(Says.MODEL_REFUSED)
    return WritingFailed(Says.MODEL_FAILED, status=str(status))
