"""What is told of questions and syncs, by real answers and syncs."""

import gc
import logging
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

import rag
from rag.core.answer import Answer
from rag.core.conversation import KeptTurn, TurnState
from rag.core.corpus import SyncReport
from rag.errors import QuestionError, RagError
from rag.service.telemetry.logs import FIELDS, JsonLines, on_behalf
from rag.service.telemetry.observing import Telemetry
from rag.ui.library_job import Errand
from tests.service.api.conftest import QUESTION, UNANSWERABLE
from tests.service.telemetry.test_metrics import samples
from tests.ui.errand import run_adding


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    with caplog.at_level(logging.INFO, "rag"):
        yield caplog


def fields(told: pytest.LogCaptureFixture) -> dict[str, object]:
    """Return what the last line tells."""
    kept: dict[str, object] = getattr(told.records[-1], FIELDS)
    return kept


def test_an_answer_is_told_without_its_words(
    starter_bot: rag.Chatbot, told: pytest.LogCaptureFixture
) -> None:
    telemetry = Telemetry()
    *_, answer = telemetry.answers(starter_bot.stream(QUESTION))
    line = fields(told)
    assert (line["event"], line["door"], line["outcome"]) == ("answer", "program", "answered")
    assert (line["shape"], line["citations"]) == ("answer", len(answer.citations))
    assert {"understand", "search", "cross-encode", "select"} <= set(line["stages_ms"])
    whole = JsonLines().format(told.records[-1])
    assert QUESTION not in whole
    assert not any(citation.quote in whole for citation in answer.citations)
    shown = samples(telemetry.metrics)
    assert shown["footnote_answers_total", "program", "answered", ""] == 1
    assert shown["footnote_stage_seconds_count", "search"] == 1


def test_a_refusal_is_told_with_its_reason(
    starter_bot: rag.Chatbot, told: pytest.LogCaptureFixture
) -> None:
    telemetry = Telemetry()
    list(telemetry.answers(starter_bot.stream(UNANSWERABLE)))
    assert (fields(told)["outcome"], fields(told)["reason"]) == ("refused", "weak evidence")
    shown = samples(telemetry.metrics)
    assert shown["footnote_answers_total", "program", "refused", "weak evidence"] == 1


def test_the_question_is_told_where_that_is_allowed(
    starter_bot: rag.Chatbot, told: pytest.LogCaptureFixture
) -> None:
    list(Telemetry(questions=True).answers(starter_bot.stream(f"{QUESTION}\x1b[2K")))
    assert QUESTION in str(fields(told)["question"])
    assert "\x1b" not in JsonLines().format(told.records[-1])
    list(Telemetry(questions=False).answers(starter_bot.stream(QUESTION)))
    assert "question" not in fields(told)


def test_a_question_that_fails_and_one_that_nobody_waits_for_are_told(
    starter_bot: rag.Chatbot, told: pytest.LogCaptureFixture
) -> None:
    telemetry = Telemetry()
    with pytest.raises(QuestionError):
        list(telemetry.answers(starter_bot.stream("")))
    assert fields(told)["outcome"] == "failed"
    steps = telemetry.answers(starter_bot.stream(QUESTION))
    next(steps)
    del steps
    gc.collect()
    assert fields(told)["outcome"] == "stopped"
    shown = samples(telemetry.metrics)
    assert shown["footnote_answers_total", "program", "failed", ""] == 1
    assert shown["footnote_answers_total", "program", "stopped", ""] == 1


def test_a_turn_of_the_page_is_told_with_the_request_that_asked(
    starter_bot: rag.Chatbot, told: pytest.LogCaptureFixture
) -> None:
    telemetry = Telemetry()
    answer = starter_bot.ask(QUESTION)

    def turns(state: TurnState, answer: Answer | None) -> Iterator[KeptTurn]:
        asked.append(on_behalf.get())
        yield KeptTurn("t", "", QUESTION, rag.Filter(), False, state, datetime.now(UTC), answer)

    asked: list[str] = []
    token = on_behalf.set("r7")
    steps = telemetry.turns(turns(TurnState.DONE, answer))
    on_behalf.reset(token)
    list(steps)
    assert asked == ["r7"]
    assert (fields(told)["door"], fields(told)["outcome"]) == ("page", "answered")
    list(telemetry.turns(turns(TurnState.FAILED, None)))
    assert fields(told)["outcome"] == "failed"


def test_a_library_that_can_not_be_read_has_no_numbers(starter_bot: rag.Chatbot) -> None:
    def damaged() -> rag.library.library.Library:
        raise RagError("damaged")

    telemetry = Telemetry()
    telemetry.look_at(damaged, bool, lambda: 6)
    shown = samples(telemetry.metrics)
    assert shown["footnote_questions_waiting", "page"] == 2
    assert not [key for key in shown if key[0] == "footnote_library_articles"]
    telemetry.look_at(lambda: starter_bot.library, bool, int)
    shown = samples(telemetry.metrics)
    assert shown["footnote_library_articles", "default"] == len(starter_bot.articles())
    telemetry.close()


def test_an_errand_of_the_app_is_told(told: pytest.LogCaptureFixture) -> None:
    telemetry, seen = Telemetry(), []
    report = telemetry.errand(Errand(run_adding)).run(False, seen.append)
    assert report == SyncReport(added=("a",))
    assert seen
    assert (fields(told)["event"], fields(told)["outcome"]) == ("sync", "done")
