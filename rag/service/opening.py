"""The library and the chatbot of an app: each opened once, as soon as there is something to ask."""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from rag.errors import IndexMissing, LibraryUnknown
from rag.libraries import DEFAULT
from rag.settings import Settings, settings_for
from rag.wiring import chatbot_over, open_library

if TYPE_CHECKING:
    from rag.chatbot import Chatbot
    from rag.library.library import Library


class Opening:
    """Returns the chatbot; who comes while its model is being loaded waits for it.

    An empty library has none. It is tried again whenever somebody asks, until articles are there.

    Args:
        find: opens the library.
        load: loads the chatbot over it.
    """

    def __init__(self, find: "Callable[[], Library]", load: "Callable[[Library], Chatbot]") -> None:
        self._find = find
        self._load = load
        self._finding = threading.Lock()
        self._loading = threading.Lock()
        self._library: Library | None = None
        self._bot: Chatbot | None = None

    def library(self) -> "Library":
        """Return the library; no model is waited for.

        Raises:
            IndexMissing: while nothing is indexed.
            RagError: when it can't be opened.
        """
        with self._finding:
            if self._library is None:
                library = self._find()
                library.check()
                self._library = library
            return self._library

    def __call__(self) -> "Chatbot":
        """Return the chatbot.

        Raises:
            IndexMissing: while nothing is indexed.
            RagError: when it can't be loaded.
        """
        with self._loading:
            if self._bot is None:
                self._bot = self._load(self.library())
            return self._bot

    def close(self) -> None:
        """Let go of the library and of its models, where they were opened."""
        with self._loading, self._finding:
            if self._bot:
                self._bot.close()
            elif self._library:
                self._library.close()
            self._bot = self._library = None

    def try_now(self) -> None:
        """Load it ahead; an empty library is no error.

        Raises:
            RagError: when it can't be loaded.
        """
        with suppress(IndexMissing):
            self()


def opening_of(settings: Settings) -> Opening:
    """Return what opens the library of the settings and loads its chatbot."""
    return Opening(
        lambda: open_library(settings=settings),
        lambda library: chatbot_over(library, settings),
    )


class Openings:
    """What opens the libraries of an app, each when it is first asked for.

    Args:
        settings: those of the default library, with what the others have in their place.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._openings: dict[str, Opening] = {}

    def names(self) -> tuple[str, ...]:
        """Return the names of all libraries, of those that were indexed meanwhile too."""
        return self._settings.library_names

    def settings(self, name: str) -> Settings:
        """Return the settings of a library.

        Raises:
            LibraryUnknown: where there is none with this name.
        """
        if name not in self.names():
            raise LibraryUnknown(f"no library {name!r:.100} here: see which there are")
        return settings_for(name, self._settings)

    def __call__(self, name: str = DEFAULT) -> Opening:
        """Return what opens a library.

        Raises:
            LibraryUnknown: where there is none with this name.
        """
        settings = self.settings(name)
        with self._lock:
            if name not in self._openings:
                self._openings[name] = opening_of(settings)
            return self._openings[name]

    def close(self) -> None:
        """Let go of all libraries that were opened."""
        with self._lock:
            for opening in self._openings.values():
                opening.close()
            self._openings.clear()
