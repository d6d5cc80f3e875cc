"""Watches every request of an app: a log line, two numbers and a span for each."""

import logging
import time
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.libraries import DEFAULT
from rag.service.access import host_name, is_loopback
from rag.service.people.needs import ANYBODY
from rag.service.request_ids import request_id
from rag.service.telemetry.logs import FIELDS, on_behalf
from rag.service.telemetry.metrics import KIND
from rag.service.telemetry.observing import Telemetry

logger = logging.getLogger(__name__)
RECORD = "request_record"
"""Where a request's scope has its record."""
UNKNOWN = "unknown"
"""The route of what is not served."""
_QUIET = ("/healthz", "/readyz", "/metrics")
"""What is asked every few seconds: it is logged only where it fails."""
_RETRY_AFTER = "5"


@dataclass(slots=True)
class RequestRecord:
    """What is known of a request.

    Attributes:
        id: by which its log lines, its trace and its reply are found together.
        route: the path of the route, with names in place of values.
        library: the name of the library that it speaks of.
        caller: the public id of who asks, where it is known: never a key.
        local: whether it comes from this machine.
        status: of the reply; 0 before it begins.
        sent: the bytes of its body.
        whole: whether its last byte was sent.
    """

    id: str
    route: str = UNKNOWN
    library: str = DEFAULT
    caller: str = ""
    local: bool = False
    status: int = 0
    sent: int = 0
    whole: bool = False


class RequestTelemetry:
    """Tells of each request when it has ended.

    Args:
        app: what is asked.
        telemetry: is told.
    """

    def __init__(self, app: ASGIApp, telemetry: Telemetry) -> None:
        self._app = app
        self._telemetry = telemetry

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        record, started = RequestRecord(request_id(), local=is_local(scope)), time.perf_counter()
        inner = {**scope, RECORD: record}
        try:
            await self._traced(inner, record, receive, send)
        finally:
            self._tell(scope, record, time.perf_counter() - started)

    async def _traced(
        self, scope: Scope, record: RequestRecord, receive: Receive, send: Send
    ) -> None:
        async def watched(message: Message) -> None:
            _note(record, message)
            await send(message)

        spans = self._telemetry.spans
        if spans is None or scope["path"] in _QUIET:
            await self._app(scope, receive, watched)
            return
        with spans.request(scope["method"], dict(Headers(scope=scope))) as span:
            try:
                await self._app(scope, receive, watched)
            finally:
                span.update_name(f"{scope['method']} {record.route}")
                span.set_attributes(_attributes(scope, record))

    def _tell(self, scope: Scope, record: RequestRecord, seconds: float) -> None:
        status, method = record.status or 499, scope["method"]
        self._telemetry.metrics.count_request(method, record.route, status, seconds)
        if record.route in _QUIET and status in (200, 503):
            return
        fields = {
            "event": "request", "method": method[:20], "route": record.route, "status": status,
            "ms": round(1000 * seconds, 1), "bytes": record.sent, "whole": record.whole,
            "caller": record.caller, "library": record.library,
        }  # fmt: skip
        logger.info("%s %s %d", method[:20], record.route, status, extra={FIELDS: fields})


class RouteNames:
    """Notes the route that answers a request; it stands directly around the routes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            await self._app(scope, receive, send)
        finally:
            record = scope.get(RECORD)
            if record:
                record.route = getattr(scope.get("route"), "path", "") or UNKNOWN
                state = scope.get("state", {})
                record.caller = getattr(state.get("caller"), "id", "")
                record.library = state.get("library", DEFAULT)


def go_on(scope: Scope) -> None:
    """Let the log lines of what follows in this context name the request that a scope is of."""
    if record := scope.get(RECORD):
        on_behalf.set(record.id)


def is_local(scope: Scope) -> bool:
    """Tell whether a request comes from this machine, and not through a proxy on it.

    A proxy says whom it passes on, or by which name the app was asked.
    """
    client, headers = scope.get("client"), Headers(scope=scope)
    if client is None or "forwarded" in headers or "x-forwarded-for" in headers:
        return False
    return is_loopback(client[0]) and is_loopback(host_name(headers.get("host", "")))


def metrics_route(telemetry: Telemetry) -> APIRouter:
    """Return the route of the numbers, for this machine alone."""
    router = APIRouter(include_in_schema=False)

    @router.get("/metrics", dependencies=[ANYBODY])
    def metrics(request: Request) -> Response:
        record = request.scope.get(RECORD)
        if not (record and record.local):
            raise HTTPException(403, "the metrics are for this machine alone")
        return Response(telemetry.metrics.text(), media_type=KIND)

    return router


def _note(record: RequestRecord, message: Message) -> None:
    if message["type"] == "http.response.start":
        record.status = message["status"]
        if record.status == 503:
            MutableHeaders(scope=message).setdefault("Retry-After", _RETRY_AFTER)
    elif message["type"] == "http.response.body":
        record.sent += len(message.get("body", b""))
        record.whole = not message.get("more_body", False)


def _attributes(scope: Scope, record: RequestRecord) -> dict[str, Any]:
    return {
        "http.request.method": scope["method"],
        "http.route": record.route,
        "http.response.status_code": record.status,
        "footnote.request_id": record.id,
    }
