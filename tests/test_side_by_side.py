import os
from datetime import date
from pathlib import Path

import pytest

import rag
from rag.errors import QuestionError, SettingsError
from rag.settings import AnswerSettings, Settings
from tests.beside import QUESTION, SECRETS, YEARS, index_both


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder with both libraries. Read only."""
    state = tmp_path_factory.mktemp("state")
    index_both(state)
    return state


def test_each_library_answers_from_its_own_articles(state: Path) -> None:
    found = rag.ask_libraries(QUESTION, ["wire", "default", "wire"], state)
    assert [one.library for one in found] == ["wire", "default"]
    for one in found:
        assert YEARS[one.library] in one.answer.sentences[0].text
        (citation,) = one.answer.citations
        assert citation.number == 1
        assert YEARS[one.library] in citation.quote


def test_a_library_without_an_answer_refuses_beside_one_that_has_it(state: Path) -> None:
    wombat = f"Where was a {SECRETS['wire']} seen?"
    default, wire = rag.ask_libraries(wombat, ["default", "wire"], state)
    assert default.answer.abstained
    assert "Ulm" in wire.answer.citations[0].quote


def test_a_library_that_can_not_be_asked_costs_the_others_nothing(state: Path) -> None:
    wire, missing = rag.ask_libraries(QUESTION, ["wire", "missing"], state)
    assert wire.answer
    assert missing.answer is None
    assert "rag index --library missing PATH" in missing.problem


def test_what_no_library_takes_is_said_at_once(state: Path) -> None:
    with pytest.raises(QuestionError):
        rag.ask_libraries("?", ["wire"], state)
    with pytest.raises(SettingsError, match="no library is named"):
        rag.ask_libraries(QUESTION, [], state)
    with pytest.raises(SettingsError, match="no library can be called"):
        rag.ask_libraries(QUESTION, ["../wire"], state)


def test_libraries_are_listed_with_what_they_hold(tmp_path: Path) -> None:
    article = rag.Article("Cells.", title="Cells", published=date(2026, 1, 2))
    rag.index(article, tmp_path, library="press")
    default, press = rag.list_libraries(tmp_path)
    assert (default.name, default.articles, default.newest, default.size) == ("default", 0, None, 0)
    assert (press.name, press.articles, press.newest) == ("press", 1, date(2026, 1, 2))
    assert press.state_dir == tmp_path / "libraries" / "press"
    assert press.size == sum(
        os.path.getsize(Path(folder, name))
        for folder, _, names in os.walk(press.state_dir)
        for name in names
    )


def test_a_library_that_can_not_be_opened_says_why(tmp_path: Path) -> None:
    folder = tmp_path / "libraries" / "press"
    folder.mkdir(parents=True)
    (folder / "catalog.db").write_text("no database " * 1000)
    (press,) = rag.list_libraries(tmp_path)[1:]
    assert press.articles == 0
    assert press.problem


def test_the_settings_of_one_library_are_not_those_of_another(state: Path) -> None:
    short = {"wire": {"answer": {"sentences": 1, "words": 20}}}
    settings = Settings(state_dir=state, libraries=short, answer=AnswerSettings(sentences=5))
    question = "What is said of the plant in Heide?"
    default, wire = rag.ask_libraries(question, ["default", "wire"], settings=settings)
    assert len(wire.answer.sentences) == 1
    assert len(default.answer.sentences) == 2
