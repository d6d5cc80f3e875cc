from pathlib import Path

import pytest

from rag.errors import ModelUnavailable
from rag.models.llm.provider import count_tokens, load_model, local_model
from rag.settings import ChatSettings


@pytest.mark.parametrize(
    ("model", "message"),
    [
        ("gpt", 'write it as "provider:model"'),
        ("gguf:/nowhere/model.gguf", "no file /nowhere/model.gguf: set chat.model"),
        ("nobody:x", "can't be used"),
        (
            "mistralai:large",
            r"needs a package that is missing: run `pip install \"footnote-rag\[mistral\]\"`",
        ),
    ],
)
def test_a_model_that_can_not_be_had_is_told_with_what_to_do(model: str, message: str) -> None:
    with pytest.raises(ModelUnavailable, match=message):
        load_model(ChatSettings(model=model))


def test_a_missing_key_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ModelUnavailable, match="set the provider's key in the environment"):
        load_model(ChatSettings(model="openai:test"))


def test_a_file_that_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "x.gguf").write_bytes(b"no model")
    with pytest.raises(ModelUnavailable, match=r"x\.gguf can't be loaded by llama\.cpp"):
        load_model(ChatSettings(model=f"gguf:{tmp_path}/x.gguf"))


def test_a_key_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "secret-key")
    model = load_model(ChatSettings(model="openai:test", base_url="http://127.0.0.1:9/v1"))
    assert "secret-key" not in repr(model)
    assert count_tokens(model, "x" * 299) == 100, "guessed: nothing is fetched to count"


def test_a_model_on_this_machine_has_a_file() -> None:
    assert local_model("gguf:/models/x.gguf") == "/models/x.gguf"
    assert local_model("openai:gpt-5-mini") == ""
