"""The routes that clients of OpenAI and Anthropic call."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from functools import partial
from typing import Any
from uuid import uuid4

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from fastapi.routing import APIRoute

from rag.core.answer import Answer
from rag.libraries import DEFAULT
from rag.service.api import chat_format, messages_format, responses_format
from rag.service.api.answering import Answering, ProgramQuestion
from rag.service.api.beside import Beside
from rag.service.api.chat_format import Addressed
from rag.service.api.chat_sent import ChatSent, EmbeddingsSent, MessagesSent, ResponsesSent
from rag.service.api.dialects import (
    PROBLEMS,
    AnthropicRoute,
    ModelUnknown,
    OpenAIRoute,
)
from rag.service.api.embeddings import embeddings_of
from rag.service.api.events import STREAMED, stream
from rag.service.api.growing import Steps, chat_events, message_events, response_events
from rag.service.choice import model_of
from rag.service.people.needs import needs
from rag.service.people.roles import Role


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
        events = partial(chat_events, usage=usage)
        return await _replied(answering, sent, about, chat_format.chat_completion, events)

    @router.post("/responses", responses=STREAMED)
    async def respond(sent: ResponsesSent, request: Request) -> Response:
        """Answer the last message, each sentence annotated with what supports it."""
        about = _about("resp_", sent.model, beside, request)
        return await _replied(answering, sent, about, responses_format.response, response_events)

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
        return await _replied(answering, sent, about, messages_format.message, message_events)

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
