"""Questions to start with, made in the background, once for each generation of the library.

They are kept in the library, so that the next start need not make them again.
"""

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager
from itertools import islice
from typing import TYPE_CHECKING

from rag.ui.session import Provider
from rag.ui.subjects import questions_about

if TYPE_CHECKING:
    from rag.chatbot import Chatbot

COUNT = 4
"""How many questions are suggested."""
KEY = "suggestions"
"""Under which the library keeps them, as JSON with the generation they belong to."""
_ARTICLES = 200
_TRIED = 12


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
        self._questions: Future[list[str]] = Future()

    @asynccontextmanager
    async def while_serving(self, app: object) -> AsyncIterator[None]:
        """Make them as soon as an app starts; stop making them when it ends."""
        self._pool.submit(self._current)
        try:
            yield
        finally:
            self._closed.set()
            self._pool.shutdown(wait=False)

    async def current(self) -> list[str]:
        """Return the questions for the library as it is, as soon as they are made.

        Raises:
            RagError: when the library can't be searched.
        """
        questions = await asyncio.to_thread(self._current)
        return await asyncio.shield(asyncio.wrap_future(questions))

    def _current(self) -> Future[list[str]]:
        """Return the questions of this generation; whoever comes first has them made."""
        bot = self._provider()
        generation = bot.library.generation
        with self._lock:
            if self._generation != generation:
                self._generation = generation
                self._questions = self._pool.submit(self._read_or_make, bot, generation)
            return self._questions

    def _read_or_make(self, bot: "Chatbot", generation: int) -> list[str]:
        kept = json.loads(bot.library.noted(KEY) or "{}")
        if kept.get("generation") == generation:
            return list(kept["questions"])
        questions = self._make(bot)
        if not self._closed.is_set():
            value = {"generation": generation, "questions": questions}
            bot.library.note(KEY, json.dumps(value))
        return questions

    def _make(self, bot: "Chatbot") -> list[str]:
        """Return questions about the latest articles; no language model is asked."""
        questions: list[str] = []
        articles = list(islice(bot.library.texts(), _ARTICLES))
        for question in islice(questions_about(articles), _TRIED):
            if self._closed.is_set() or len(questions) == COUNT:
                break
            if bot.quote(question).answer.sentences:
                questions.append(question)
        return questions
