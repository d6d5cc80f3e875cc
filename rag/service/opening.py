"""The chatbot of an app: loaded once, as soon as there is something to ask."""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from rag.errors import IndexMissing

if TYPE_CHECKING:
    from rag.chatbot import Chatbot


class Opening:
    """Returns the chatbot; who comes while it is being loaded waits for it.

    An empty library has none. It is tried again whenever somebody asks, until articles are there.

    Args:
        load: loads it.
    """

    def __init__(self, load: "Callable[[], Chatbot]") -> None:
        self._load = load
        self._lock = threading.Lock()
        self._bot: Chatbot | None = None

    def __call__(self) -> "Chatbot":
        """Return it.

        Raises:
            IndexMissing: while nothing is indexed.
            RagError: when it can't be loaded.
        """
        with self._lock:
            if self._bot is None:
                self._bot = self._load()
            return self._bot

    def try_now(self) -> None:
        """Load it ahead; an empty library is no error.

        Raises:
            RagError: when it can't be loaded.
        """
        with suppress(IndexMissing):
            self()
