"""Language models for tests: a server that says what a test tells it to, and a small real one."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from rag.settings import ChatSettings

SMALL = ChatSettings(model="gguf:smollm2", context=2048, max_tokens=24, passages=1)
"""The small model that `make local-llm` installs; `rag.wiring.chat_model` loads it once."""


@dataclass
class Reply:
    """What comes back to one request: pieces of text as a stream, or an error.

    Attributes:
        pieces: the answer.
        status: of HTTP.
        hang: whether the answer never ends.
        garbage: whether the stream is not JSON.
    """

    pieces: Sequence[str] = ()
    status: int = 200
    hang: bool = False
    garbage: bool = False


@dataclass
class ChatServer:
    """The test's side of the server: what it answers next, and the requests it got.

    Attributes:
        url: its address.
        replies: the next answers; the last one is repeated.
        requests: the bodies so far, each with the "key" that was sent along.
        released: lets answers that hang end.
    """

    url: str
    replies: list[Reply] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)


@contextmanager
def chat_server() -> Iterator[ChatServer]:
    """Serve for as long as the context lives."""
    with _Server() as server:
        thread = threading.Thread(
            target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )
        thread.start()
        try:
            yield server.chat
        finally:
            server.chat.released.set()
            server.shutdown()
            thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.chat = ChatServer(f"http://127.0.0.1:{self.server_port}/v1")


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, _Server)
        chat = self.server.chat
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        chat.requests.append(body | {"key": self.headers.get("Authorization", "")})
        reply = chat.replies.pop(0) if len(chat.replies) > 1 else chat.replies[0]
        is_error = reply.status != 200
        self.send_response(reply.status)
        self.send_header("Content-Type", "application/json" if is_error else "text/event-stream")
        self.end_headers()
        if is_error:
            error = {"message": "no secret-key for you", "code": reply.status}
            self.wfile.write(json.dumps({"error": error}).encode())
        elif reply.garbage:
            self.wfile.write(b"data: {not json\n\n")
        else:
            self._answer(reply, chat.released)

    def _answer(self, reply: Reply, released: threading.Event) -> None:
        for piece in reply.pieces:
            self._choice({"delta": {"role": "assistant", "content": piece}})
        if reply.hang:
            released.wait(30)
            return
        self._choice({"delta": {}, "finish_reason": "stop"})
        usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
        self._event({"choices": [], "usage": usage})
        self.wfile.write(b"data: [DONE]\n\n")

    def _choice(self, choice: dict[str, Any]) -> None:
        self._event({"choices": [{"index": 0, **choice}]})

    def _event(self, data: dict[str, Any]) -> None:
        head = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "test"}
        self.wfile.write(f"data: {json.dumps(head | data)}\n\n".encode())
        self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Say nothing."""
