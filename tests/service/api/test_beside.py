from pathlib import Path

import pytest

from rag.errors import IndexBroken, IndexMissing, QuestionError
from rag.library.library import Library
from rag.service.api.answering import Answering, ProgramQuestion
from rag.service.api.beside import Beside, library_json
from rag.service.opening import Openings
from rag.service.turns import Turns
from rag.settings import Settings
from tests.beside import QUESTION, YEARS, index_both
from tests.ui.loop import run_apart


@pytest.fixture
def beside(tmp_path: Path) -> Beside:
    """Both libraries, seen from the one that is called "wire"."""
    index_both(tmp_path)
    openings, turns = Openings(Settings(state_dir=tmp_path)), Turns()
    return Beside(
        "wire",
        openings.names,
        lambda name: openings(name).library,
        lambda name: Answering(openings(name), turns),
    )


def test_all_are_listed_and_each_is_a_model(beside: Beside) -> None:
    assert beside.model == "footnote-wire"
    assert [(one.id, one.model, one.articles) for one in beside.all()] == [
        ("default", "footnote", 2),
        ("wire", "footnote-wire", 2),
    ]


def test_each_answers_for_itself(beside: Beside) -> None:
    found = run_apart(beside.ask(ProgramQuestion(QUESTION), ["wire", "missing", "default"]))
    assert [one.library for one in found] == ["wire", "missing", "default"]
    assert found[1].answer is None
    assert "missing" in found[1].problem
    for one in (found[0], found[2]):
        assert YEARS[one.library] in one.answer.text
    with pytest.raises(QuestionError):
        run_apart(beside.ask(ProgramQuestion("?"), ["wire"]))


def test_an_empty_library_is_no_problem_and_a_broken_one_is() -> None:
    def missing() -> Library:
        raise IndexMissing("nothing")

    def broken() -> Library:
        raise IndexBroken("can't be read")

    assert library_json("a", missing).problem == ""
    assert library_json("a", broken).problem == "can't be read"
