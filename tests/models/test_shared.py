"""Models in memory: shared while a library that uses them is open, and gone with the last one."""

import gc
import weakref
from pathlib import Path

import pytest

import rag
from rag.models.shared import SHARED, SharedModels
from rag.settings import ChatSettings, EmbeddingSettings, Settings


class Model:
    """Something that takes memory."""


class User:
    """Something that is open."""


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> SharedModels:
    """What is shared by nobody but this test."""
    shared = SharedModels()
    for module in ("rag.wiring", "rag.checking.checker"):
        monkeypatch.setattr(f"{module}.SHARED", shared)
    return shared


def test_a_model_is_gone_with_the_last_library_that_uses_it(
    alone: SharedModels, tmp_path: Path
) -> None:
    for name in ("default", "press"):
        rag.index(rag.Article("Cells are made in Heide.", title="Heide"), tmp_path, library=name)
    first = rag.open(tmp_path)
    with rag.open(tmp_path, library="press") as second:
        embedder, reader = second.searcher.embedder, second.searcher.cross_encoder
        assert first.searcher.embedder is embedder
        assert first.searcher.cross_encoder is reader
        own = [weakref.ref(one) for one in (first.library, first.searcher)]
        models = [weakref.ref(one) for one in (embedder, reader)]
        del embedder, reader
        first.close()
        gc.collect()
        assert [one() for one in own] == [None, None]
        assert None not in [one() for one in models]
        assert second.ask("Where are cells made?").citations
    gc.collect()
    assert [one() for one in models] == [None, None]


def test_only_models_that_nobody_uses_are_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.models.llm.provider.load_model", lambda settings: Model())
    shared = SharedModels()
    short, long = (
        Settings(chat=ChatSettings(model="openai:x", max_tokens=count)) for count in (100, 200)
    )
    users = User(), User()
    for user, settings in zip(users, (short, long), strict=True):
        shared.hold(user, settings)
    kept, other = shared.chat_model(short.chat), shared.chat_model(long.chat)
    assert kept is not other
    shared.let_go(users[1])
    assert shared.chat_model(short.chat) is kept
    assert shared.chat_model(long.chat) is not other


def test_a_library_that_was_dropped_unclosed_holds_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("rag.models.embedding.Embedder", lambda name: Model())
    shared = SharedModels()
    settings = Settings(embedding=EmbeddingSettings(model="x"))
    dropped, closed = User(), User()
    shared.hold(dropped, settings)
    model = weakref.ref(shared.embedder("x"))
    del dropped
    gc.collect()
    assert model()
    shared.let_go(closed)
    assert model() is None


def test_the_process_has_one_of_each() -> None:
    assert SHARED.embedder(Settings().embedding.model) is SHARED.embedder(
        Settings().embedding.model
    )
