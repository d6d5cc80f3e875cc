import threading

import pytest

from rag import Chatbot
from rag.core.conversation import TurnState
from rag.core.corpus import Filter
from rag.errors import IndexStale
from rag.ui.catalogue import catalogue
from rag.ui.session import kept_once, reply
from tests.ui.tree import EN, turn

ASKING = TurnState.ASKING


def test_a_chatbot_that_is_being_loaded_is_waited_for_and_that_is_told(
    starter_bot: Chatbot,
) -> None:
    stages: list[str] = []
    told = threading.Event()

    def began(stage: str) -> None:
        stages.append(stage)
        told.set()

    def provider() -> Chatbot:
        told.wait()
        return starter_bot

    asked = turn(state=ASKING)
    *_, last = reply(provider, asked, [], None, EN, began)
    assert stages[0] == "open"
    assert "search" in stages
    assert last.state is TurnState.DONE


def test_an_answer_grows_and_ends_as_ask_gives_it(starter_bot: Chatbot) -> None:
    asked = turn(state=ASKING, question="What challenges remain?")
    stages: list[str] = []
    shown = list(reply(lambda: starter_bot, asked, [], None, EN, stages.append))
    answers = [one.answer for one in shown]
    assert [len(answer.sentences) for answer in answers if answer] == [1, 2, 2]
    assert answers[-1] == starter_bot.ask("What challenges remain?")
    assert [one.state for one in shown] == [ASKING, ASKING, TurnState.DONE]
    assert "search" in stages


def test_the_limits_of_a_turn_limit_its_answer(starter_bot: Chatbot) -> None:
    outlet = "2025-12-verkor-dunkirk.md"
    asked = turn(state=ASKING, question="What challenges remain?", where=Filter(outlets=outlet))
    *_, last = reply(lambda: starter_bot, asked, [], None, EN)
    assert last.answer
    assert {one.article.outlet for one in last.answer.citations} <= {outlet}


@pytest.mark.parametrize("question", ["", "   ", "?!", "x" * 20_000])
def test_a_question_that_cannot_be_searched_is_a_problem_in_words(
    starter_bot: Chatbot, question: str
) -> None:
    asked = turn(state=ASKING, question=question)
    *_, last = reply(lambda: starter_bot, asked, [], None, EN)
    assert (last.answer, last.state) == (None, TurnState.FAILED)
    assert last.problem.startswith("the question")
    *_, last = reply(lambda: starter_bot, asked, [], None, catalogue("de"))
    assert last.problem.startswith("die Frage")


def test_an_index_that_does_not_open_is_a_problem_in_words() -> None:
    def provider() -> Chatbot:
        raise IndexStale("made with other settings: run `rag index --rebuild`")

    (last,) = reply(provider, turn(state=ASKING), [], None, EN)
    assert last.problem.endswith("`rag index --rebuild`")


def test_a_bug_is_logged_and_told(caplog: pytest.LogCaptureFixture) -> None:
    def provider() -> Chatbot:
        raise KeyError("bug")

    (last,) = reply(provider, turn(state=ASKING), [], None, EN)
    assert (last.problem, last.state) == (EN("failed"), TurnState.FAILED)
    assert "KeyError" in caplog.text


def test_what_is_kept_is_opened_once(starter_bot: Chatbot) -> None:
    keeper = kept_once(lambda: starter_bot.library, keep=False)
    assert keeper() is keeper()
    assert not keeper().on_disk
