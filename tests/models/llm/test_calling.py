from collections.abc import Iterator
from typing import Protocol

import pytest
from langchain_core.language_models import FakeListChatModel
from langchain_core.messages import AIMessageChunk, HumanMessage
from langchain_core.outputs import ChatGenerationChunk

from rag.core.usage import Usage
from rag.models.llm.calling import Call, WritingFailed
from rag.models.llm.provider import load_model
from rag.settings import ChatSettings
from tests.writing.server import ChatServer, Reply

QUESTION = [HumanMessage("Where?")]


class Broken(FakeListChatModel):
    """A model whose connection breaks after the pieces in `responses`."""

    def _stream(self, *_: object, **__: object) -> Iterator[ChatGenerationChunk]:
        for piece in self.responses:
            yield ChatGenerationChunk(message=AIMessageChunk(content=piece))
        raise OSError


class MakeCall(Protocol):
    """Makes a call to a model that gives these replies; its waits take no time."""

    def __call__(
        self,
        *replies: Reply,
        waits: list[float] | None = None,
        spent: float = 0.0,
        **options: object,
    ) -> Call: ...


@pytest.fixture
def call(chat: ChatServer, monkeypatch: pytest.MonkeyPatch) -> MakeCall:
    """Make a call to the server; its waits take no time and are kept in `waits`."""
    monkeypatch.setenv("OPENAI_API_KEY", "secret-key")

    def made(
        *replies: Reply,
        waits: list[float] | None = None,
        spent: float = 0.0,
        **options: object,
    ) -> Call:
        chat.replies = list(replies)
        model = {"model": "openai:test", "base_url": chat.url} | options
        settings = ChatSettings.model_validate(model)
        sleep = ([] if waits is None else waits).append
        return Call(load_model(settings), settings, sleep=sleep, spent=spent)

    return made


def test_the_pieces_come_as_they_are_written_and_tokens_are_counted(
    chat: ChatServer, call: MakeCall
) -> None:
    priced = call(Reply(("In ", "Heide.")), input_price=1.0, output_price=10.0)
    assert list(priced.stream(QUESTION)) == ["In ", "Heide."]
    assert priced.usage == Usage(1, 100, 20, pytest.approx(0.0003))
    assert chat.requests[0]["messages"] == [{"role": "user", "content": "Where?"}]
    assert (chat.requests[0]["temperature"], chat.requests[0]["key"]) == (0, "Bearer secret-key")


def test_the_calls_for_a_question_are_added_up(call: MakeCall) -> None:
    twice = call(Reply(("Yes.",)))
    assert [list(twice.stream(QUESTION)) for _ in range(2)] == [["Yes."], ["Yes."]]
    assert twice.usage == Usage(2, 200, 40)


def test_time_that_was_spent_before_counts(call: MakeCall) -> None:
    late = call(Reply(("In ", "Heide.")), seconds=20, spent=20)
    with pytest.raises(WritingFailed, match=r"model_slow {'seconds': '20'}"):
        list(late.stream(QUESTION))


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_may_pass_is_tried_again_with_longer_waits(status: int, call: MakeCall) -> None:
    waits: list[float] = []
    failures = [Reply(status=status)] * 3
    persistent = call(*failures, Reply(("Yes.",)), waits=waits, retries=3)
    assert list(persistent.stream(QUESTION)) == ["Yes."]
    assert waits == [0.5, 1.0, 2.0]


@pytest.mark.parametrize(
    ("status", "tries", "message"),
    [
        (401, 1, "model_key"),
        (400, 1, "model_refused"),
        (429, 3, "model_over"),
        (500, 3, r"model_failed {'status': '500'}"),
    ],
)
def test_what_fails_is_told_in_words_without_the_key(
    status: int,
    tries: int,
    message: str,
    chat: ChatServer,
    call: MakeCall,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with pytest.raises(WritingFailed, match=message) as failure:
        list(call(Reply(status=status)).stream(QUESTION))
    assert len(chat.requests) == tries
    assert len([record for record in caplog.records if record.name.startswith("rag")]) == tries
    assert "secret-key" not in str(failure.value) + caplog.text


def test_a_model_that_hangs_is_left(chat: ChatServer, call: MakeCall) -> None:
    pieces: Iterator[str] = call(Reply(("In ",), hang=True), seconds=0.4).stream(QUESTION)
    assert next(pieces) == "In "
    with pytest.raises(WritingFailed, match=r"model_slow {'seconds': '0\.4'}"):
        next(pieces)
    assert len(chat.requests) == 1


def test_an_answer_that_breaks_off_is_not_begun_again() -> None:
    waits: list[float] = []
    pieces = Call(Broken(responses=["In "]), ChatSettings(), sleep=waits.append).stream(QUESTION)
    assert next(pieces) == "In "
    with pytest.raises(WritingFailed, match="model_unreached"):
        next(pieces)
    assert waits == []


def test_no_retry_begins_after_the_time(chat: ChatServer, call: MakeCall) -> None:
    with pytest.raises(WritingFailed, match="failed"):
        list(call(Reply(status=500), seconds=0.3).stream(QUESTION))
    assert len(chat.requests) == 1


def test_the_tries_end_where_the_next_wait_is_longer_than_the_time_left() -> None:
    now = [100.0]
    waits: list[float] = []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        now[0] += seconds

    settings = ChatSettings(seconds=3, retries=9)
    call = Call(Broken(responses=[]), settings, clock=lambda: now[0], sleep=sleep)
    with pytest.raises(WritingFailed, match="model_unreached"):
        list(call.stream(QUESTION))
    assert waits == [0.5, 1.0]


def test_an_interrupt_ends_the_call() -> None:
    times = iter([0.0])  # of the start; then the user interrupts

    def clock() -> float:
        for seconds in times:
            return seconds
        raise KeyboardInterrupt

    waits: list[float] = []
    model = FakeListChatModel(responses=["Yes."])
    with pytest.raises(KeyboardInterrupt):
        list(Call(model, ChatSettings(), clock=clock, sleep=waits.append).stream(QUESTION))
    assert waits == []


def test_garbage_is_a_failure(call: MakeCall) -> None:
    with pytest.raises(WritingFailed, match="model_"):
        list(call(Reply(garbage=True), retries=0).stream(QUESTION))


def test_no_server_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "secret-key")
    settings = ChatSettings(model="openai:test", base_url="http://127.0.0.1:9/v1", retries=0)
    with pytest.raises(WritingFailed, match="model_unreached"):
        list(Call(load_model(settings), settings).stream(QUESTION))
