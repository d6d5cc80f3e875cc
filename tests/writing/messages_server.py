"""A server of Anthropic's Messages API for tests: it cites the search results that it was sent."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Block = tuple[str, Sequence[str]]
"""A block of an answer: its text, and words of each sentence that it cites."""


@dataclass
class MessagesServer:
    """The test's side of the server.

    Attributes:
        url: its address.
        replies: the next answers, each its blocks; the last one is repeated.
        requests: the bodies so far.
        shift: added to the numbers of the blocks that are cited, so that they are wrong.
    """

    url: str
    replies: list[Sequence[Block]] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    shift: int = 0

    @property
    def results(self) -> list[dict[str, Any]]:
        """The search results of the last request."""
        content = self.requests[-1]["messages"][-1]["content"]
        return [block for block in content if block["type"] == "search_result"]

    def location(self, words: str) -> dict[str, Any]:
        """Return the citation of the first sentence that has some words, as Anthropic has it."""
        for index, result in enumerate(self.results):
            texts = [block["text"] for block in result["content"]]
            for start, text in enumerate(texts):
                if words in text:
                    return {
                        "type": "search_result_location",
                        "cited_text": text,
                        "search_result_index": index,
                        "source": result["source"],
                        "title": result["title"],
                        "start_block_index": start + self.shift,
                        "end_block_index": start + self.shift + 1,
                    }
        raise AssertionError(f"{words!r} was not sent")


@contextmanager
def messages_server() -> Iterator[MessagesServer]:
    """Serve for as long as the context lives."""
    with _Server() as server:
        thread = threading.Thread(
            target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )
        thread.start()
        try:
            yield server.model
        finally:
            server.shutdown()
            thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.model = MessagesServer(f"http://127.0.0.1:{self.server_port}")


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, _Server)
        model = self.server.model
        assert self.path == "/v1/messages"
        model.requests.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        blocks = model.replies.pop(0) if len(model.replies) > 1 else model.replies[0]
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for event in _events(model, blocks):
            self.wfile.write(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _events(model: MessagesServer, blocks: Sequence[Block]) -> Iterator[dict[str, Any]]:
    message = {
        "id": "msg_1", "type": "message", "role": "assistant", "model": "claude", "content": [],
        "stop_reason": None, "stop_sequence": None,
        "usage": {"input_tokens": 100, "output_tokens": 1},
    }  # fmt: skip
    yield {"type": "message_start", "message": message}
    for index, (text, cited) in enumerate(blocks):
        empty = {"type": "text", "text": "", "citations": []} if cited else {
            "type": "text", "text": "",
        }  # fmt: skip
        yield {"type": "content_block_start", "index": index, "content_block": empty}
        deltas = [
            {"type": "text_delta", "text": piece} for piece in (text[:7], text[7:]) if piece
        ] + [{"type": "citations_delta", "citation": model.location(words)} for words in cited]
        for delta in deltas:
            yield {"type": "content_block_delta", "index": index, "delta": delta}
        yield {"type": "content_block_stop", "index": index}
    ended = {"stop_reason": "end_turn", "stop_sequence": None}
    yield {
        "type": "message_delta",
        "delta": ended,
        "usage": {"input_tokens": 100, "output_tokens": 20},
    }
    yield {"type": "message_stop"}
