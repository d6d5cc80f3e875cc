"""Questions to start with, made in the background, once for each generation of the library.

They are kept in the library, so that the next start need not make them again.
"""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING

from rag.core.answer import Certainty
from rag.ui.session import Provider
from rag.ui.subjects import questions_about

if TYPE_CHECKING:
    from rag.chatbot import Chatbot

COUNT = 6
"""How many questions are suggested."""
KEY = "suggestions by kind"
"""Under which the library keeps them, as JSON with the generation they belong to."""
_ARTICLES = 200
_TRIED = 4
"""How many questions of a kind are tried."""

Suggested = tuple[str, str]
"""A question and its kind before it: "fact", "why", "compare" and so on."""


class Suggestions:
    """The questions that a page suggests, each of them one that the library answers in quotes.

    Args:
        provider: returns the chatbot, waiting for it where it is still being loaded.
    """

    def __init__(self, provider: Provider) -> None:
        self._provider = provider
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="suggestions")
        self._closed = threading.Event()
        self._lock = threading.Lock()
        self._generation = 0
        self._questions: Future[list[Suggested]] = Future()

    @asynccontextmanager
    async def while_serving(self, app: object) -> AsyncIterator[None]:
        """Make them as soon as an app starts; stop making them when it ends."""
        self._pool.submit(self._current)
        try:
            yield
        finally:
            self._closed.set()
            self._pool.shutdown(wait=False)

    async def current(self) -> list[Suggested]:
        """Return the questions for the library as it is, as soon as they are made.

        Raises:
            RagError: when the library can't be searched.
        """
        questions = await asyncio.to_thread(self._current)
        return await asyncio.shield(asyncio.wrap_future(questions))

    def _current(self) -> Future[list[Suggested]]:
        """Return the questions of this generation; whoever comes first has them made."""
        bot = self._provider()
        generation = bot.library.generation
        with self._lock:
            if self._generation != generation:
                self._generation = generation
                self._questions = self._pool.submit(self._read_or_make, bot, generation)
            return self._questions

    def _read_or_make(self, bot: "Chatbot", generation: int) -> list[Suggested]:
        kept = json.loads(bot.library.noted(KEY) or "{}")
        if kept.get("generation") == generation:
            return [(kind, question) for kind, question in kept["questions"]]
        questions = self._make(bot)
        if not self._closed.is_set():
            value = {"generation": generation, "questions": questions}
            bot.library.note(KEY, json.dumps(value))
        return questions

    def _make(self, bot: "Chatbot") -> list[Suggested]:
        """Return a question of each kind, then others; no language model is asked."""
        by_kind = questions_about(islice(bot.library.texts(), _ARTICLES))
        answered = {kind: self._answered(bot, several) for kind, several in by_kind.items()}
        first = (
            (kind, question) for kind, each in answered.items() for question in islice(each, 1)
        )
        others = (("open", question) for question in answered["open"])
        return list(islice(chain(first, others), COUNT))

    def _answered(self, bot: "Chatbot", questions: Iterable[str]) -> Iterator[str]:
        """Yield those of some questions that the articles answer, of the first that are tried."""
        for question in islice(questions, _TRIED):
            if self._closed.is_set():
                return
            answer = bot.quote(question).answer
            if answer.articles or (answer.sentences and answer.certainty is not Certainty.UNSURE):
                yield question
