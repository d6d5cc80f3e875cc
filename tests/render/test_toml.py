import tomllib
from pathlib import Path

import pytest

from rag.render.toml import as_toml
from rag.settings import FILE_NAME, Settings, load_settings


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_as_toml_is_a_file_that_gives_the_same_settings(folder: Path) -> None:
    settings = Settings(state_dir="some/where", corpus={"paths": ["a", "b"]}, answer={"words": 50})
    text = as_toml(settings)
    (folder / FILE_NAME).write_text(text)
    assert load_settings() == settings
    assert tomllib.loads(text)["answer"]["words"] == 50


def test_as_toml_tells_the_meaning_and_bounds_of_every_setting() -> None:
    lines = [line for line in as_toml(Settings()).splitlines() if "=" in line]
    assert all("  # " in line for line in lines)
    assert "port = 7860  # port to listen on (at least 1, at most 65535) [RAG_APP__PORT]" in lines
