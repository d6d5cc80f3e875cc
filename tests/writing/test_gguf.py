from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from langchain_core.messages import HumanMessage, SystemMessage

from rag.settings import ChatSettings
from rag.writing.calling import Call, WritingFailed
from rag.writing.gguf import GgufChat
from rag.writing.models import count_tokens

ASKED = [SystemMessage("You answer in one sentence."), HumanMessage("What is the capital of France?")]


def test_it_answers_whole_and_in_pieces_alike(smollm2: GgufChat) -> None:
    whole = smollm2.invoke(ASKED)
    *pieces, last = smollm2.stream(ASKED)
    assert "Paris" in whole.text
    assert "".join(piece.text for piece in [*pieces, last]) == whole.text
    assert whole.usage_metadata
    assert whole.usage_metadata["output_tokens"] > 3


def test_tokens_are_its_own(smollm2: GgufChat) -> None:
    assert count_tokens(smollm2, "Northvolt filed for bankruptcy.") == 6
    assert count_tokens(smollm2, "") == 0


def test_a_stream_that_is_left_stops_the_model(smollm2: GgufChat) -> None:
    stream = smollm2.stream([HumanMessage("Count from one to one hundred in words.")])
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert smollm2.invoke(ASKED).text, "the model is free for the next question"


def test_what_is_too_long_is_a_failure_and_not_tried_again(smollm2: GgufChat) -> None:
    settings = ChatSettings(model="gguf:smollm2")
    with pytest.raises(WritingFailed, match="may be too long for it"):
        list(Call(smollm2, settings).stream([HumanMessage("word " * 3000)]))


def test_its_port_is_closed_to_others(smollm2: GgufChat) -> None:
    with pytest.raises(HTTPError, match="401"):
        urlopen(f"{smollm2._server.listening_address}/v1/completions", b"{}")
