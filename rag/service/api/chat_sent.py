"""What clients of OpenAI and Anthropic send.

What only a language model needs, such as a temperature, is passed over.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from rag.errors import QuestionError
from rag.service.api.answering import ProgramQuestion
from rag.service.api.sent import MOST_MESSAGES, OptionsSent, shown

_ASKED = {"role": "user", "content": "When did the plant open?"}


class BlockSent(BaseModel):
    """A part of a message."""

    type: str = Field(max_length=100)
    text: str = Field("", max_length=100_000)


class MessageSent(BaseModel):
    """A message of a conversation, as OpenAI and Anthropic have it."""

    role: Literal["user", "assistant", "system", "developer", "tool", "function"]
    content: Annotated[str, Field(max_length=100_000)] | list[BlockSent] | None = None

    def said(self) -> str:
        """Return its text."""
        if isinstance(self.content, list):
            return " ".join(block.text for block in self.content if block.text)
        return self.content or ""


class _Conversation(BaseModel):
    model: str = Field(max_length=200)
    stream: bool = False
    footnote: OptionsSent = OptionsSent()

    def _asked(self, messages: list[MessageSent]) -> ProgramQuestion:
        """Return the last message of the user as a question, what was said before as history.

        Raises:
            QuestionError: where the last message is not the user's.
        """
        said = [(m.role, m.said()) for m in messages if m.role in ("user", "assistant")]
        if not said or said[-1][0] != "user":
            raise QuestionError("the last message must be the user's: it is the question")
        return self.footnote.made(said[-1][1], said[:-1])


class StreamOptionsSent(BaseModel):
    """What a stream of chat completions ends with."""

    include_usage: bool = False


class ChatSent(_Conversation):
    """A request of a chat completion."""

    model_config = shown({"model": "footnote", "messages": [_ASKED]}, extra="ignore")

    messages: list[MessageSent] = Field(min_length=1, max_length=MOST_MESSAGES)
    stream_options: StreamOptionsSent | None = None
    n: Literal[1] | None = None

    def asked(self) -> ProgramQuestion:
        """Return it as a question."""
        return self._asked(self.messages)


class ResponsesSent(_Conversation):
    """A request of a response. Nothing is kept here, so `input` is the whole conversation."""

    model_config = shown({"model": "footnote", "input": _ASKED["content"]}, extra="ignore")

    input: Annotated[str, Field(max_length=100_000)] | list[MessageSent]
    previous_response_id: None = None

    def asked(self) -> ProgramQuestion:
        """Return it as a question."""
        if isinstance(self.input, str):
            return self._asked([MessageSent(role="user", content=self.input)])
        return self._asked(self.input)


class MessagesSent(_Conversation):
    """A request of a message."""

    model_config = shown(
        {"model": "footnote", "max_tokens": 1_000, "messages": [_ASKED]}, extra="ignore"
    )

    messages: list[MessageSent] = Field(min_length=1, max_length=MOST_MESSAGES)
    max_tokens: int = Field(ge=1)

    def asked(self) -> ProgramQuestion:
        """Return it as a question."""
        return self._asked(self.messages)


class EmbeddingsSent(BaseModel):
    """A request of embeddings."""

    model_config = shown({"model": "footnote", "input": ["The plant opened."]}, extra="ignore")

    model: str = Field(max_length=200)
    input: (
        Annotated[str, Field(max_length=100_000)]
        | Annotated[
            list[Annotated[str, Field(max_length=100_000)]], Field(min_length=1, max_length=2_048)
        ]
    )
    encoding_format: Literal["float", "base64"] = "float"

    def texts(self) -> list[str]:
        """Return the texts."""
        return [self.input] if isinstance(self.input, str) else self.input
