"""A real web server on this machine, whose pages a test changes."""

import gzip
import hashlib
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from rag.sections import WebSettings

HOST = "localhost"
SETTINGS = WebSettings(delay=0, seconds=10, page_mb=1, allow_hosts=(HOST,))
Raw = Callable[[BaseHTTPRequestHandler], None]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server says for a path."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def page(title: str, text: str) -> Reply:
    """An article as plain text."""
    body = f"---\ntitle: {title}\n---\n{text}\n".encode()
    return Reply(body, headers={"Content-Type": "text/plain; charset=utf-8"})


def moved(target: str, status: int = 301) -> Reply:
    return Reply(status=status, headers={"Location": target})


def zipped(body: bytes) -> Reply:
    return Reply(gzip.compress(body), headers={"Content-Encoding": "gzip"})


@dataclass
class Site:
    """The pages by their paths, what was asked for, and the address."""

    pages: dict[str, Reply | Raw] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    address: str = ""
    ended: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str) -> str:
        return self.address + path

    def paths(self) -> list[str]:
        """Return the paths that were asked for since the last call, robots.txt left out."""
        paths = [path for path, _ in self.asked if path != "/robots.txt"]
        self.asked.clear()
        return paths


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Serve a site until the context ends."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers)))
            reply = site.pages.get(self.path, Reply(b"not found", 404))
            try:
                if not isinstance(reply, Reply):
                    reply(self)
                    return
                etag = f'"{hashlib.sha256(reply.body).hexdigest()[:8]}"'
                same = reply.status == 200 and self.headers.get("If-None-Match") == etag
                self.send_response(304 if same else reply.status)
                for name, value in {"ETag": etag, **reply.headers}.items():
                    self.send_header(name, value)
                if not same:
                    self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                if not same:
                    self.wfile.write(reply.body)
            except OSError:  # who asked has had enough
                self.close_connection = True

        def log_message(self, *arguments: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            pass

    with Server(("127.0.0.1", 0), Handler) as server:
        if context:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        site.address = f"http{'s' if context else ''}://{HOST}:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield site
        finally:
            site.ended.set()
            server.shutdown()
            thread.join()
