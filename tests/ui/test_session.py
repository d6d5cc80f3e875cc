import pytest

from rag import Chatbot
from rag.core.answer import Answer, Reason, Turn
from rag.errors import IndexStale
from rag.ui.session import Exchange, history, reply, stopped
from rag.ui.texts import FAILED, STOPPED


def test_an_answer_grows_and_ends_as_ask_gives_it(starter_bot: Chatbot) -> None:
    shown = list(reply(lambda: starter_bot, "What challenges remain?", []))
    assert shown[0].waiting
    answers = [exchange.answer for exchange in shown[1:]]
    assert [len(answer.sentences) for answer in answers if answer] == [1, 2]
    assert answers[-1] == starter_bot.ask("What challenges remain?")


@pytest.mark.parametrize("question", ["", "   ", "?!", "x" * 20_000])
def test_a_question_that_cannot_be_searched_is_a_problem_in_words(
    starter_bot: Chatbot, question: str
) -> None:
    last = list(reply(lambda: starter_bot, question, []))[-1]
    assert last.answer is None
    assert last.problem.startswith("the question")


def test_an_index_that_does_not_open_is_a_problem_in_words() -> None:
    def provider() -> Chatbot:
        raise IndexStale("made with other settings: run `rag index --rebuild`")

    problems = [exchange.problem for exchange in reply(provider, "Q?", [])]
    assert problems[-1].endswith("`rag index --rebuild`")


def test_a_bug_is_logged_and_told(caplog: pytest.LogCaptureFixture) -> None:
    def provider() -> Chatbot:
        raise KeyError("bug")

    assert [exchange.problem for exchange in reply(provider, "Q?", [])] == ["", FAILED]
    assert "KeyError" in caplog.text


def test_history_leaves_out_problems_and_small_talk() -> None:
    answer = Answer("Who?", "Who?", message="Nobody.")
    talk = Answer("hello", "hello", reason=Reason.HELP, message="Ask.")
    exchanges = [
        Exchange("Who?", answer),
        Exchange("hello", talk),
        Exchange("?", problem="no word"),
        Exchange("Now"),
    ]
    assert history(exchanges) == [Turn("Who?", "Nobody.")]


def test_stopping_marks_only_what_waits() -> None:
    answered, failed = Exchange("a", Answer("a", "a", message="m")), Exchange("b", problem="p")
    assert stopped(answered) == answered
    assert stopped(failed) == failed
    assert stopped(Exchange("c")) == Exchange("c", problem=STOPPED)
