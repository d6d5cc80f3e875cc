"""An OpenAI-compatible chat server on loopback that does what a test tells it to."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Reply:
    """What comes back to one request: pieces of text as a stream, or an error.

    Attributes:
        pieces: the answer.
        status: of HTTP.
        hang: whether the answer never ends.
        garbage: whether the stream is no JSON.
    """

    pieces: Sequence[str] = ()
    status: int = 200
    hang: bool = False
    garbage: bool = False


@dataclass
class ChatServer:
    """The server's side of a test: what it says next, and what it was asked."""

    url: str
    replies: list[Reply] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)


@contextmanager
def chat_server() -> Iterator[ChatServer]:
    """Serve for as long as the context lives."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.chat = ChatServer(f"http://127.0.0.1:{server.server_port}/v1")  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.chat  # type: ignore[attr-defined]
    finally:
        server.chat.released.set()  # type: ignore[attr-defined]
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        chat: ChatServer = self.server.chat  # type: ignore[attr-defined]
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        chat.requests.append(body | {"key": self.headers.get("Authorization", "")})
        reply = chat.replies.pop(0) if len(chat.replies) > 1 else chat.replies[0]
        self.send_response(reply.status)
        self.send_header("Content-Type", "text/event-stream" if reply.status == 200 else "application/json")
        self.end_headers()
        if reply.status != 200:
            self.wfile.write(json.dumps({"error": {"message": "no secret-key for you", "code": reply.status}}).encode())
            return
        if reply.garbage:
            self.wfile.write(b"data: {not json\n\n")
            return
        for piece in reply.pieces:
            self._event({"choices": [{"index": 0, "delta": {"role": "assistant", "content": piece}}]})
        if reply.hang:
            chat.released.wait(30)
        else:
            self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
            self._event({"choices": [], "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}})
            self.wfile.write(b"data: [DONE]\n\n")

    def _event(self, data: dict[str, Any]) -> None:
        whole = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "test", **data}
        self.wfile.write(f"data: {json.dumps(whole)}\n\n".encode())
        self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Say nothing."""
