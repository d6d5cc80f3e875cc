import pytest

from rag.errors import IndexStale
from rag.types import Answer, Reason, Turn
from rag.ui.conversation import FAILED, STOPPED, Exchange, history, reply, stopped


def test_an_answer_grows_and_ends_as_ask_gives_it(starter_bot):
    shown = list(reply(lambda: starter_bot, "What challenges remain?", []))
    assert shown[0].waiting
    assert [len(exchange.answer.sentences) for exchange in shown[1:]] == [1, 2]
    assert shown[-1].answer.text == starter_bot.ask("What challenges remain?").text


@pytest.mark.parametrize("question", ["", "   ", "?!", "x" * 20_000])
def test_a_question_that_cannot_be_searched_is_a_problem_in_words(starter_bot, question):
    last = list(reply(lambda: starter_bot, question, []))[-1]
    assert last.answer is None
    assert last.problem.startswith("the question")


def test_an_index_that_does_not_open_is_a_problem_in_words():
    def provider():
        raise IndexStale("made with other settings: run `rag index --rebuild`")

    assert [exchange.problem for exchange in reply(provider, "Q?", [])][-1].endswith("`rag index --rebuild`")


def test_a_bug_is_logged_and_told(caplog):
    def provider():
        raise KeyError("bug")

    assert [exchange.problem for exchange in reply(provider, "Q?", [])] == ["", FAILED]
    assert "KeyError" in caplog.text


def test_history_leaves_out_problems_and_small_talk():
    answer = Answer("Who?", "Who?", message="Nobody.")
    talk = Answer("hello", "hello", reason=Reason.HELP, message="Ask.")
    exchanges = [Exchange("Who?", answer), Exchange("hello", talk), Exchange("?", problem="no word"), Exchange("Now")]
    assert history(exchanges) == [Turn("Who?", "Nobody.")]


def test_stopping_marks_only_what_waits():
    answered, failed = Exchange("a", Answer("a", "a", message="m")), Exchange("b", problem="p")
    assert stopped([answered, failed, Exchange("c")]) == [answered, failed, Exchange("c", problem=STOPPED)]
