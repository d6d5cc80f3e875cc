"""The models in memory: libraries with the same settings share them, until the last one is closed.

What is loaded for no library, such as for one sync, stays for the next one, until a library that is
closed leaves none open that uses it.
"""

import threading
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from rag.settings import ChatSettings, Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from rag.models.cross_encoder.cross_encoder import CrossEncoder, Reranker
    from rag.models.embedding import Embedder


class SharedModels:
    """Loads each model once. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._loaded: dict[Hashable, Any] = {}
        self._used: WeakKeyDictionary[object, frozenset[Hashable]] = WeakKeyDictionary()

    def embedder(self, model: str) -> "Embedder":
        """Return an embedding model.

        Raises:
            ModelUnavailable: when it can't be loaded.
        """

        def load() -> "Embedder":
            from rag.models.embedding import Embedder

            return Embedder(model)

        found: Embedder = self._once(("embedder", model), load)
        return found

    def cross_encoder(self, model: str) -> "CrossEncoder | None":
        """Return the cross-encoder over an embedding model; None where it has no weights.

        Raises:
            ModelUnavailable: when it can't be loaded.
        """

        def load() -> "CrossEncoder | None":
            from rag.models.cross_encoder.weights import load_cross_encoder

            return load_cross_encoder(self.embedder(model))

        found: CrossEncoder | None = self._once(("cross-encoder", model), load)
        return found

    def reranker(self, model: str) -> "Reranker":
        """Return a user's own reranker.

        Raises:
            ModelUnavailable: when it can't be loaded.
        """

        def load() -> "Reranker":
            from rag.models.cross_encoder.weights import load_reranker

            return load_reranker(model)

        found: Reranker = self._once(("reranker", model), load)
        return found

    def chat_model(self, settings: ChatSettings) -> "BaseChatModel":
        """Return the language model that settings name.

        Raises:
            ModelUnavailable: when it can't be had.
        """

        def load() -> "BaseChatModel":
            from rag.models.llm.provider import load_model

            return load_model(settings)

        found: BaseChatModel = self._once(("chat", settings), load)
        return found

    def hold(self, user: object, settings: Settings) -> None:
        """Keep the models of settings until a user of them lets go, or is no more."""
        model = settings.embedding.model
        with self._lock:
            self._used[user] = frozenset[Hashable](
                {
                    ("embedder", model),
                    ("cross-encoder", model),
                    ("reranker", settings.retrieval.reranker),
                    ("chat", settings.chat),
                }
            )

    def let_go(self, user: object) -> None:
        """Forget a user, and all models that no other one uses."""
        with self._lock:
            self._used.pop(user, None)
            used = frozenset[Hashable]().union(*self._used.values())
            self._loaded = {key: model for key, model in self._loaded.items() if key in used}

    def _once(self, key: Hashable, load: Callable[[], Any]) -> Any:
        with self._lock:
            if key not in self._loaded:
                self._loaded[key] = load()
            return self._loaded[key]


SHARED = SharedModels()
"""Those of this process."""
