from collections.abc import Callable, Iterator

import pytest
from langchain_core.messages import HumanMessage

from rag.settings import ChatSettings
from rag.types import Usage
from rag.writing.calling import Call, WritingFailed
from rag.writing.models import load_model
from tests.writing.server import ChatServer, Reply

QUESTION = [HumanMessage("Where?")]


@pytest.fixture
def call(chat: ChatServer, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Call]:
    """Make a call to the server; its waits take no time and are kept in `waits`."""
    monkeypatch.setenv("OPENAI_API_KEY", "secret-key")

    def made(*replies: Reply, waits: list[float] | None = None, **options: object) -> Call:
        chat.replies = list(replies)
        settings = ChatSettings(model="openai:test", base_url=chat.url, **options)  # type: ignore[arg-type]
        return Call(load_model(settings), settings, wait=(waits if waits is not None else []).append)

    return made


def test_the_pieces_come_as_they_are_said_and_tokens_are_counted(chat: ChatServer, call: Callable[..., Call]) -> None:
    one = call(Reply(("In ", "Heide.")), input_price=1.0, output_price=10.0)
    assert list(one.stream(QUESTION)) == ["In ", "Heide."]
    assert one.usage == Usage(1, 100, 20, pytest.approx(0.0003))
    assert chat.requests[0]["messages"] == [{"role": "user", "content": "Where?"}]
    assert (chat.requests[0]["temperature"], chat.requests[0]["key"]) == (0, "Bearer secret-key")


def test_time_that_was_spent_before_counts(call: Callable[..., Call]) -> None:
    one = call(Reply(("In ", "Heide.")), seconds=20)
    late = Call(one._model, one._settings, spent=20)
    with pytest.raises(WritingFailed, match="took longer than 20 seconds"):
        list(late.stream(QUESTION))


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_may_pass_is_tried_again_with_longer_waits(status: int, call: Callable[..., Call]) -> None:
    waits: list[float] = []
    assert list(call(Reply(status=status), Reply(status=status), Reply(("Yes.",)), waits=waits).stream(QUESTION)) == ["Yes."]
    assert waits == [0.5, 1.0]


@pytest.mark.parametrize(
    ("status", "tries", "message"),
    [
        (401, 1, "service refused the key"),
        (400, 1, "refused the request, which may be too long"),
        (429, 3, "over its limit of requests"),
        (500, 3, r"service failed \(500\)"),
    ],
)
def test_what_fails_is_told_in_words_without_the_key(
    status: int, tries: int, message: str, chat: ChatServer, call: Callable[..., Call]
) -> None:
    with pytest.raises(WritingFailed, match=message) as failure:
        list(call(Reply(status=status)).stream(QUESTION))
    assert len(chat.requests) == tries
    assert "secret-key" not in str(failure.value)


def test_a_model_that_hangs_is_left(call: Callable[..., Call]) -> None:
    pieces: Iterator[str] = call(Reply(("In ",), hang=True), seconds=0.4).stream(QUESTION)
    assert next(pieces) == "In "
    with pytest.raises(WritingFailed, match=r"took longer than 0\.4 seconds"):
        next(pieces)


def test_no_retry_begins_after_the_time(chat: ChatServer, call: Callable[..., Call]) -> None:
    with pytest.raises(WritingFailed, match="failed"):
        list(call(Reply(status=500), seconds=0.3).stream(QUESTION))
    assert len(chat.requests) == 1


def test_garbage_is_a_failure(call: Callable[..., Call]) -> None:
    with pytest.raises(WritingFailed, match="the language model"):
        list(call(Reply(garbage=True), retries=0).stream(QUESTION))


def test_no_server_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "secret-key")
    settings = ChatSettings(model="openai:test", base_url="http://127.0.0.1:9/v1", retries=0)
    with pytest.raises(WritingFailed, match="can't be reached"):
        list(Call(load_model(settings), settings).stream(QUESTION))


def test_usage_adds_up() -> None:
    assert Usage(1, 2, 3) + Usage(1, 2, 3, 0.5) == Usage(2, 4, 6, 0.5)
