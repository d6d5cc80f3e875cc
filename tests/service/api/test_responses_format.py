import rag
from rag.service.api.chat_format import Addressed
from rag.service.api.responses_format import ResponseEvents, response
from rag.service.api.stretches import stretches

ABOUT = Addressed("resp_1", "footnote", 1, "http://here")


def test_a_streamed_response_ends_with_what_the_whole_one_is(answer: rag.Answer) -> None:
    events = ResponseEvents(ABOUT)
    told = [*events.first(), *events.text(stretches(answer), 0), *events.last(answer, answer.text)]
    assert [one["sequence_number"] for one in told] == list(range(len(told)))
    assert told[-1]["response"] == response(answer, ABOUT)
    assert told[0]["response"]["output"] == []


def test_a_failure_says_why() -> None:
    failed = ResponseEvents(ABOUT).failed("the model is missing")
    assert failed["type"] == "response.failed"
    assert failed["response"]["error"]["message"] == "the model is missing"
