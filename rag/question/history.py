"""The earlier turns of a conversation, in the forms that Python programs keep them."""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any, Protocol

from rag.core.answer import Turn
from rag.core.text import normalise
from rag.errors import QuestionError

_USER = ("user", "human")
_ASSISTANT = ("assistant", "ai")
_ROLES = (*_USER, *_ASSISTANT, "system", "developer", "tool", "function")


class Message(Protocol):
    """A message of LangChain: who said it ("human", "ai", ...) and what."""

    type: str
    content: Any


Past = Turn | Mapping[str, Any] | tuple[str, str] | list[str] | Message
"""A turn, or half of one: {"question", "answer"}, (question, answer), {"role", "content"},
(role, content) or a message of LangChain."""


def read_history(history: Iterable[Past]) -> list[Turn]:
    """Return the turns of a conversation, oldest first, with normalised texts.

    Messages are paired: each of the user begins a turn, those of the assistant after it are its
    answer; an assistant's opening words, and what others said, are left out.

    Raises:
        QuestionError: for something that is none of the forms of `Past`.

    >>> read_history([("user", "Who owns ACC?"), ("assistant", "Three firms.")])
    [Turn(question='Who owns ACC?', answer='Three firms.')]
    >>> read_history([{"question": "Who owns ACC?", "answer": "Three firms."}])
    [Turn(question='Who owns ACC?', answer='Three firms.')]
    """
    turns: list[Turn] = []
    for role, text in chain.from_iterable(map(_messages, history)):
        if role in _USER:
            turns.append(Turn(text))
        elif role in _ASSISTANT and turns:
            turns[-1] = Turn(turns[-1].question, f"{turns[-1].answer} {text}".strip())
    return turns


def _messages(past: Past) -> list[tuple[str, str]]:
    """Return who said what, one by one."""
    said: list[tuple[Any, Any]] = []
    match past:
        case Turn(question=question, answer=answer) | {"question": question, "answer": answer}:
            said = [("user", question), ("assistant", answer)]
        case {"question": question}:
            said = [("user", question)]
        case {"role": role, "content": content} | [(str() as role), content] if role in _ROLES:
            said = [(role, content)]
        case [question, answer]:
            said = [("user", question), ("assistant", answer)]
        case _ if hasattr(past, "type") and hasattr(past, "content"):
            said = [(past.type, past.content)]
    texts = [(role, _text(content)) for role, content in said]
    if not texts or not all(isinstance(text, str) for _, text in texts):
        raise QuestionError(
            f"history holds {past!r:.60}: give rag.Turn(question, answer), or messages with a role "
            "and a content"
        )
    return [(role, normalise(text)) for role, text in texts]


def _text(content: Any) -> Any:
    """Return the text of a message's content, which may come in blocks."""
    if not isinstance(content, list):
        return content or ""
    blocks = [block.get("text", "") if isinstance(block, Mapping) else block for block in content]
    return " ".join(map(str, filter(None, blocks)))
