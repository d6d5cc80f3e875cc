"""Answers that grow, as events in the wire formats of OpenAI and Anthropic."""

from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from typing import Any

from rag.core.answer import Answer
from rag.errors import RagError
from rag.service.api import chat_format, messages_format, responses_format
from rag.service.api.chat_format import Addressed
from rag.service.api.dialects import anthropic_error, openai_error, status_of
from rag.service.api.events import DONE, event
from rag.service.api.stretches import GrowingText, Stretch

Steps = AsyncGenerator[Answer, None]
"""An answer as it grows; the last step is whole."""


async def _told(steps: Steps) -> AsyncIterator[tuple[Answer, list[Stretch], int, bool]]:
    """Yield what each step adds: the answer so far, what is new, where, and whether it is all."""
    growing, answer = GrowingText(), None
    async for answer in steps:
        before = len(growing.said)
        if new := growing.more(answer, whole=False):
            yield answer, new, before, False
    if answer is not None:
        before = len(growing.said)
        yield answer, growing.more(answer, whole=True), before, True


async def chat_events(steps: Steps, about: Addressed, usage: bool) -> AsyncIterator[str]:
    """Yield a chat completion as OpenAI's clients read it; the usage last where it is wanted."""
    yield event(chat_format.chunk({"role": "assistant", "content": ""}, about))
    try:
        async for answer, new, before, whole in _told(steps):
            for one in chat_format.chunks(new, before, about) if new else ():
                yield event(one)
            for one in chat_format.last_chunks(answer, about, usage) if whole else ():
                yield event(one)
    except RagError as error:
        yield event(openai_error(status_of(error), str(error)))
    yield DONE


async def response_events(steps: Steps, about: Addressed) -> AsyncIterator[str]:
    """Yield a response as OpenAI's clients read it."""
    events = responses_format.ResponseEvents(about)

    def written(several: Iterator[dict[str, Any]]) -> Iterator[str]:
        return (event(one, one["type"]) for one in several)

    said = ""
    for text in written(events.first()):
        yield text
    try:
        async for answer, new, before, whole in _told(steps):
            said += "".join(each.text for each in new)
            for text in written(events.text(new, before)) if new else ():
                yield text
            for text in written(events.last(answer, said)) if whole else ():
                yield text
    except RagError as error:
        failed = events.failed(str(error))
        yield event(failed, failed["type"])


async def message_events(steps: Steps, about: Addressed) -> AsyncIterator[str]:
    """Yield a message as Anthropic's clients read it."""
    events = messages_format.MessageEvents(about)
    first = events.first()
    yield event(first, first["type"])
    try:
        async for answer, new, _, whole in _told(steps):
            for one in events.text(new):
                yield event(one, one["type"])
            for one in events.last(answer) if whole else ():
                yield event(one, one["type"])
    except RagError as error:
        yield event(anthropic_error(status_of(error), str(error)), "error")
