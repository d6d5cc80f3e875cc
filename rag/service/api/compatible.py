"""The routes that clients of OpenAI and Anthropic call."""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import aclosing
from functools import partial
from typing import Any
from uuid import uuid4

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from fastapi.routing import APIRoute

from rag.core.answer import Answer
from rag.errors import RagError
from rag.libraries import DEFAULT
from rag.service.api import chat_format, messages_format, responses_format
from rag.service.api.answering import Answering, ProgramQuestion
from rag.service.api.beside import Beside
from rag.service.api.chat_format import Addressed
from rag.service.api.dialects import (
    PROBLEMS,
    AnthropicRoute,
    ModelUnknown,
    OpenAIRoute,
    anthropic_error,
    openai_error,
    status_of,
)
from rag.service.api.embeddings import embeddings_of
from rag.service.api.events import DONE, STREAMED, event, stream
from rag.service.api.sent import ChatSent, EmbeddingsSent, MessagesSent, ResponsesSent
from rag.service.api.stretches import GrowingText, Stretch
from rag.service.choice import model_of
from rag.service.people.needs import needs
from rag.service.people.roles import Role

Steps = AsyncGenerator[Answer, None]


def openai_routes(answering: Answering, beside: Beside) -> APIRouter:
    """Return the routes of OpenAI's API."""
    router = _router(OpenAIRoute, "OpenAI")

    @router.get("/models")
    def models() -> dict[str, Any]:
        """List the libraries, each as a model."""
        return {"object": "list", "data": [_model(model_of(name)) for name in beside.names()]}

    @router.get("/models/{model:path}")
    def model(model: str) -> dict[str, Any]:
        """Return one of the libraries as a model."""
        if model not in map(model_of, beside.names()):
            raise _unknown(model, beside)
        return _model(model)

    @router.post("/chat/completions", responses=STREAMED)
    async def chat(sent: ChatSent, request: Request) -> Response:
        """Answer the last message, each sentence annotated with what supports it."""
        about = _about("chatcmpl-", sent.model, beside, request)
        usage = bool(sent.stream_options and sent.stream_options.include_usage)
        events = partial(_chat_events, usage=usage)
        return await _replied(answering, sent, about, chat_format.chat_completion, events)

    @router.post("/responses", responses=STREAMED)
    async def respond(sent: ResponsesSent, request: Request) -> Response:
        """Answer the last message, each sentence annotated with what supports it."""
        about = _about("resp_", sent.model, beside, request)
        return await _replied(answering, sent, about, responses_format.response, _response_events)

    @router.post("/embeddings")
    async def embeddings(sent: EmbeddingsSent) -> Response:
        """Return the vectors of texts, by the model that the library is searched with."""
        async with answering.turn():
            return JSONResponse(await asyncio.to_thread(embeddings_of, sent, answering.provider))

    return router


def anthropic_routes(answering: Answering, beside: Beside) -> APIRouter:
    """Return the routes of Anthropic's API."""
    router = _router(AnthropicRoute, "Anthropic")

    @router.post("/messages", responses=STREAMED)
    async def messages(sent: MessagesSent, request: Request) -> Response:
        """Answer the last message, a block of text for each sentence, with its places."""
        about = _about("msg_", sent.model, beside, request)
        return await _replied(answering, sent, about, messages_format.message, _message_events)

    return router


def _router(kind: type[APIRoute], tag: str) -> APIRouter:
    needed = [needs(Role.READER)]
    return APIRouter(
        prefix="/v1", route_class=kind, responses=PROBLEMS, tags=[tag], dependencies=needed
    )


async def _replied(
    answering: Answering,
    sent: ChatSent | ResponsesSent | MessagesSent,
    about: Addressed,
    whole: Callable[[Answer, Addressed], dict[str, Any]],
    events: Callable[[Steps, Addressed], AsyncIterator[str]],
) -> Response:
    """Answer what was sent, whole or as events, each made by a function of its format."""
    if sent.stream:
        return stream(events(await begun(answering, sent.asked()), about))
    return JSONResponse(whole(await answering.answer(sent.asked()), about))


def _model(name: str) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": 0, "owned_by": "footnote"}


def _unknown(model: str, beside: Beside) -> ModelUnknown:
    return ModelUnknown(
        f"no model {model!r:.100} is served here: ask for {beside.model!r}, or list them at "
        "/v1/models"
    )


def _about(prefix: str, model: str, beside: Beside, request: Request) -> Addressed:
    if model != beside.model:
        raise _unknown(model, beside)
    of = "" if beside.name == DEFAULT else f"?library={beside.name}"
    base = str(request.base_url).rstrip("/") + of
    return Addressed(prefix + uuid4().hex, model, int(time.time()), base)


async def begun(answering: Answering, question: ProgramQuestion) -> Steps:
    """Return the steps of an answer whose first one is there: what fails before it is no stream."""
    steps = answering.steps(question)
    first = await anext(steps)

    async def all_of_them() -> Steps:
        async with aclosing(steps):
            yield first
            async for step in steps:
                yield step

    return all_of_them()


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


async def _chat_events(steps: Steps, about: Addressed, usage: bool) -> AsyncIterator[str]:
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


async def _response_events(steps: Steps, about: Addressed) -> AsyncIterator[str]:
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


async def _message_events(steps: Steps, about: Addressed) -> AsyncIterator[str]:
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
