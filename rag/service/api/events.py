"""Server-sent events, as the HTML standard has them."""

import json
from collections.abc import AsyncIterator
from typing import Any

from fastapi.responses import StreamingResponse

DONE = "data: [DONE]\n\n"
"""How OpenAI ends a stream of chat completions."""

_EVENT = {
    "type": "object",
    "properties": {
        "event": {"type": "string", "description": "What it tells."},
        "data": {"type": "string", "description": "A JSON object; [DONE] may be the last one."},
    },
    "required": ["data"],
}
STREAMED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": 'The whole; events that grow to it where "stream" is asked for.',
        "content": {"text/event-stream": {"schema": _EVENT}},
    }
}
"""What a route answers that can stream, as OpenAPI describes it."""


def event(data: Any, name: str = "") -> str:
    r"""Return an event with JSON as its data.

    >>> event({"a": 1}, "answer")
    'event: answer\ndata: {"a": 1}\n\n'
    """
    line = json.dumps(data, ensure_ascii=False, allow_nan=False)
    return (f"event: {name}\n" if name else "") + f"data: {line}\n\n"


def stream(events: AsyncIterator[str]) -> StreamingResponse:
    """Return events as a reply that nobody keeps or holds back."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(events, media_type="text/event-stream", headers=headers)
