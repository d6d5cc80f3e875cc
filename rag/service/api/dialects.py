"""How each maker's clients are told that something can't be done."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.routing import APIRoute

from rag.errors import (
    IndexLocked,
    IndexMissing,
    ModelUnavailable,
    NotKept,
    QuestionError,
    RagError,
)
from rag.service.people.needs import NotAllowed
from rag.service.turns import RETRY_AFTER, AnswerTooSlow, ServiceBusy

_HEADERS = {503: {"Retry-After": str(RETRY_AFTER)}, 401: {"WWW-Authenticate": "Bearer"}}
Handler = Callable[[Request], Coroutine[Any, Any, Response]]

_STATUS: tuple[tuple[type[RagError], int], ...] = (
    (ServiceBusy, 503),
    (AnswerTooSlow, 503),
    (ModelUnavailable, 503),
    (IndexLocked, 409),
    (IndexMissing, 404),
    (NotKept, 404),
    (QuestionError, 422),
)
_ANTHROPIC = {
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    503: "overloaded_error",
    500: "api_error",
}


PROBLEMS: dict[int | str, dict[str, Any]] = {
    401: {"description": "A key is needed, and none that is valid was sent."},
    403: {"description": "The key does not allow this."},
    404: {"description": "There is no such thing."},
    409: {"description": "It can't be done as things are; the message says what to do."},
    413: {"description": "The request is too large."},
    415: {"description": "The body is not JSON."},
    422: {"description": "What was sent can't be understood; the message says where."},
    429: {"description": "Too many requests; see Retry-After."},
    503: {"description": "Too many ask, or the model is missing; see Retry-After."},
}
"""What every route may answer besides; the description of the routes names it."""


class ModelUnknown(NotKept):
    """A model that is not served here."""


def status_of(error: RagError) -> int:
    """Return the status of HTTP that says what kind of mistake it is."""
    if isinstance(error, NotAllowed):
        return error.status
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 409)


def openai_error(status: int, message: str) -> dict[str, Any]:
    """Return an error as OpenAI's clients read it."""
    kind = "invalid_request_error" if status < 500 else "server_error"
    code = "model_not_found" if status == 404 else None
    return {"error": {"message": message, "type": kind, "param": None, "code": code}}


def anthropic_error(status: int, message: str) -> dict[str, Any]:
    """Return an error as Anthropic's clients read it."""
    kind = _ANTHROPIC.get(status, "invalid_request_error")
    return {"type": "error", "error": {"type": kind, "message": message}}


def plain_error(status: int, message: str) -> dict[str, Any]:
    """Return an error as Footnote's own routes tell it."""
    return {"detail": message}


class PlainRoute(APIRoute):
    """A route of Footnote's own; what can't be done is told in words, with its status."""

    shape = staticmethod(plain_error)

    def get_route_handler(self) -> Handler:
        """Return what answers, with every mistake of the caller told in the shape of the route."""
        handle = super().get_route_handler()

        async def told(request: Request) -> Response:
            try:
                return await handle(request)
            except RagError as error:
                status, message = status_of(error), str(error)
            except RequestValidationError as error:
                status, message = 422, in_one_line(error)
            return JSONResponse(self.shape(status, message), status, _HEADERS.get(status))

        return told


class OpenAIRoute(PlainRoute):
    """A route of OpenAI's."""

    shape = staticmethod(openai_error)


class AnthropicRoute(PlainRoute):
    """A route of Anthropic's."""

    shape = staticmethod(anthropic_error)


def in_one_line(error: RequestValidationError) -> str:
    """Return what is wrong with a request: each field with its mistake."""
    several = []
    for one in error.errors():
        where = ".".join(str(part) for part in one["loc"] if part != "body")
        several.append(f"{where}: {one['msg']}" if where else str(one["msg"]))
    return "; ".join(several)[:1_000]
