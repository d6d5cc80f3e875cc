"""Ordinary things that went wrong around a sync: interruptions, odd paths, settings by hand."""

from pathlib import Path

import pytest

import rag
from rag.settings import FILE_NAME, load_settings

QUESTION = "When did the plant in Heide open?"
TEXT = "The plant in Heide opened in 2021."
ODD = ["Was ist das? Notizen", "%41", "a#b", "a;b=c", "ü 漢 🔋", "sqlite:", "a&b=%2e%2e"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "heide.md").write_text(TEXT)
    return tmp_path


@pytest.mark.parametrize("phase", ["reading", "embedding", "indexing"])
def test_ctrl_c_while_it_is_staged_leaves_a_process_that_goes_on(folder: Path, phase: str) -> None:
    rag.index("articles", "state")
    bot = rag.open("state")
    (folder / "articles" / "herne.md").write_text("The plant in Herne opened in 2024.")

    def interrupt(done: int, total: int, now: str) -> None:
        if now == phase:
            raise KeyboardInterrupt

    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            rag.index("articles", "state", progress=interrupt)
        assert bot.ask(QUESTION).citations[0].quote == TEXT
    assert rag.index("articles", "state").added == ("herne",)
    assert bot.ask("When did the plant in Herne open?").citations
    assert len(list((folder / "state" / "index").iterdir())) <= 2, "what was staged is swept"


@pytest.mark.parametrize("name", ODD)
def test_a_state_folder_of_any_name_is_that_folder(folder: Path, name: str) -> None:
    rag.index("articles", name)
    assert rag.open(name).ask(QUESTION).citations[0].quote == TEXT
    assert {path.name for path in folder.iterdir()} == {"articles", name}


@pytest.mark.parametrize("name", ODD)
def test_an_article_of_any_name_is_indexed(folder: Path, name: str) -> None:
    (folder / "articles" / "heide.md").rename(folder / "articles" / f"{name}.md")
    (added,) = rag.index("articles", "state").added
    assert rag.open("state").ask(QUESTION).citations[0].article.id == added


def test_a_tilde_in_a_path_is_the_home_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(folder / "home"))
    (folder / "home").mkdir()
    (folder / "articles").rename(folder / "home" / "articles")
    (folder / FILE_NAME).write_text('state_dir = "~/state"\n[corpus]\npaths = ["~/articles"]\n')
    settings = load_settings()
    rag.index(settings.corpus.paths, settings=settings)
    assert rag.index("~/articles", "~/state").unchanged == ("heide",)
    assert rag.open("~/state").ask(QUESTION).citations[0].quote == TEXT
    assert {path.name for path in folder.iterdir()} == {"home", FILE_NAME}


def test_a_file_that_changes_while_it_is_asked_is_read_at_the_next_sync(folder: Path) -> None:
    rag.index("articles", "state")
    bot = rag.open("state")
    for year in (2022, 2023):
        (folder / "articles" / "heide.md").write_text(TEXT.replace("2021", str(year)))
        assert rag.index("articles", "state").changed == ("heide",)
        assert str(year) in bot.ask(QUESTION).citations[0].quote
