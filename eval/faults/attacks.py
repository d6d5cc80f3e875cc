"""Attacks on the served app, over HTTP: foreign pages, foreign hosts, files, addresses, malice."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from eval.faults.children import run_rag
from eval.faults.journal import Tried
from eval.faults.plants import Plants
from eval.faults.served import App, Visitor, served

SECRET = "the-secret-of-this-machine"
API = "/gradio_api"
_EVIL = "http://evil.test"


@dataclass(frozen=True, slots=True)
class Attack:
    """A request that must be refused; `{secret}` in it is the path of a file with the secret.

    Attributes:
        id: what it tries.
        method: of HTTP.
        route: its path.
        headers: set, or taken away where they are None, beside those of the page itself.
        body: what is sent: JSON, or bytes as they are.
        cookie: whether the page's token is sent along.
        allowed: whether a reply may be a success, as long as nothing foreign stands in it.
    """

    id: str
    method: str
    route: str
    headers: Mapping[str, str | None] = field(default_factory=dict)
    body: Any = None
    cookie: bool = True
    allowed: bool = False


def attacks() -> list[Attack]:
    """Return all attacks."""
    return [
        *_foreign_pages(),
        *_foreign_programs(),
        *_foreign_hosts(),
        *_routes(),
        *_files(),
        *_malformed(),
        *_odd_programs(),
    ]


def attack(names: Sequence[str]) -> Iterator[Tried]:
    """Yield what came of each attack."""
    by_id = {one.id: one for one in attacks()}
    with TemporaryDirectory() as name:
        parent = Path(name)
        (parent / "articles").mkdir()
        Plants(parent / "articles", 5, seed=1)
        secret = parent / "secret.jsonl"
        secret.write_text(json.dumps({"id": SECRET}))
        run_rag("index", "articles", "--state", "state", cwd=parent)
        with served(parent / "articles", parent / "state") as app:
            visitor = Visitor(app)
            for name in names:
                yield Tried(name, _outcome(by_id[name], app, visitor, secret))
            visitor.ask("Who asks?")
            visitor.close()


def _outcome(one: Attack, app: App, visitor: Visitor, secret: Path) -> str:
    """Return how an attack came through; empty where it did not."""
    headers = {"Origin": app.url, "Sec-Fetch-Site": "same-origin"} | dict(one.headers)
    cookies = visitor.client.cookies if one.cookie else None
    with httpx.Client(base_url=app.url, cookies=cookies, timeout=60) as client:
        request = client.build_request(
            one.method,
            "/",
            headers={name: value for name, value in headers.items() if value is not None},
            content=_bytes(one.body).replace(b"{secret}", str(secret).encode()),
            extensions={"target": one.route.replace("{secret}", str(secret)).encode()},  # as it is
        )
        if one.body is not None and "Content-Type" not in headers:
            request.headers["Content-Type"] = "application/json"
        reply = client.send(request)
    problems = {
        "a server error": reply.status_code >= httpx.codes.INTERNAL_SERVER_ERROR,
        "it was done": reply.is_success and not one.allowed,
        "the secret was told": SECRET in reply.text,
        "another site is named": "evil.test" in reply.text,
        "another origin is allowed": "access-control-allow-origin" in reply.headers,
        "no policy": "content-security-policy" not in reply.headers,
        "a traceback": "Traceback" in reply.text,
    }
    return "; ".join(problem for problem, holds in problems.items() if holds)


def _bytes(body: Any) -> bytes:
    if isinstance(body, bytes):
        return body
    return b"" if body is None else json.dumps(body).encode()


def _foreign_pages() -> Iterator[Attack]:
    routes = [f"{API}/call/ask"]
    routes += [f"/room/{name}" for name in ("judge", "article", "delete", "rename", "stop", "copy")]
    routes += ["/room/clip", "/room/branch", "/room/restore"]
    routes += ["/library/file", "/library/remove", "/library/add", "/clippings/delete"]
    routes += ["/benchmarks/score", "/benchmarks/make", "/benchmarks/delete"]
    origins: dict[str, dict[str, str | None]] = {
        "another site": {"Origin": _EVIL, "Sec-Fetch-Site": "cross-site"},
        "another site of an old browser": {"Origin": _EVIL, "Sec-Fetch-Site": None},
        "a sandboxed page": {"Origin": "null", "Sec-Fetch-Site": None},
        "another port": {"Origin": "http://127.0.0.1:1", "Sec-Fetch-Site": "same-site"},
        "a page that names no origin": {"Origin": None, "Sec-Fetch-Site": None},
        "a form": {"Origin": _EVIL, "Sec-Fetch-Site": None, "Content-Type": "text/plain"},
    }
    for route in routes:
        for name, headers in origins.items():
            yield Attack(f"{name} posts to {route}", "POST", route, headers, {})
        yield Attack(f"no token, {route}", "POST", route, {}, {}, cookie=False)
    foreign: dict[str, str | None] = {"Origin": "http://localhost:9", "Sec-Fetch-Site": None}
    yield Attack("another origin reads", "GET", "/room/facts", foreign, allowed=True)
    yield Attack("another origin asks first", "OPTIONS", f"{API}/call/ask", foreign)
    forwarded = {"X-Forwarded-Host": "evil.test", "X-Forwarded-Proto": "https"}
    for route in ("/", "/library", "/room/facts"):
        yield Attack(f"a proxy names itself, {route}", "GET", route, forwarded, allowed=True)


_PROGRAMS = (
    "ask", "search", "check", "quote", "recheck", "sync", "sync/stop", "sync/confirm", "feedback",
    "evals", "evals/stop", "reports/absent", "reports/absent/again", "reports/check",
    "chat/completions", "responses", "embeddings", "messages",
)  # fmt: skip


def _foreign_programs() -> Iterator[Attack]:
    """Yield posts of other sites to the routes of programs, which need no token of a page."""
    origins: dict[str, dict[str, str | None]] = {
        "another site": {"Origin": _EVIL, "Sec-Fetch-Site": "cross-site"},
        "a sandboxed page": {"Origin": "null", "Sec-Fetch-Site": None},
        "a form": {"Origin": _EVIL, "Sec-Fetch-Site": None, "Content-Type": "text/plain"},
        "a form without an origin": {
            "Origin": None, "Sec-Fetch-Site": None, "Content-Type": "text/plain",
        },
    }  # fmt: skip
    for route in _PROGRAMS:
        for name, headers in origins.items():
            body = {"question": "Why?", "web": True, "kept": True}
            yield Attack(f"{name} posts to /v1/{route}", "POST", f"/v1/{route}", headers, body)
    yield Attack("host evil.test, /v1", "GET", "/v1/articles", {"Host": "evil.test"})
    foreign: dict[str, str | None] = {"Origin": _EVIL, "Sec-Fetch-Site": "cross-site"}
    yield Attack("another origin asks first, /v1", "OPTIONS", "/v1/ask", foreign)


def _foreign_hosts() -> Iterator[Attack]:
    for host in (
        "evil.test",
        "localhost.evil.test",
        "127.0.0.1.evil.test",
        "[::2]",
        "0.0.0.0",
        "[",
    ):
        yield Attack(f"host {host}", "GET", "/room/theme.js", {"Host": host})


def _routes() -> Iterator[Attack]:
    paths = [
        f"{API}/file={{secret}}", "/file={secret}", f"{API}/file/{{secret}}",
        f"{API}/proxy={_EVIL}",
        f"{API}/login", f"{API}/call/x", "/docs", "/openapi.json", "/monitoring", f"{API}/mcp/sse",
        f"{API}/dev/reload", f"{API}/stream/x/y/z", f"{API}/upload_app", "/token", "/logout",
        "/assets/../../../../etc/passwd", "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/static/..%2f..%2fapp.py", "/room/..%2fservice%2froom.py", "/room/texts/en.toml",
        "/room/c/guessed", "/room/export/guessed/markdown", "/room/export/guessed/exe",
        "/assets/..%5c..%5capp.py", "/svelte/%252e%252e/app.py", "/report/../{secret}",
        "//evil.test",
    ]  # fmt: skip
    paths += [
        "/v1/articles/..%2f..%2fapp.py", "/v1/articles/{secret}", "/v1/articles//etc/passwd",
        "/v1/articles/%00", "/v1/models/..%2f..%2f", "/v1/evals/..%2f..%2fsecret",
        "/v1/evals/guessed", "/v1/articles?limit=100000000", "/v1/articles?since=x",
        "/v1/feedback?limit=-1", "/v1/docs", "/v1/x", "/v1/library/{secret}",
    ]  # fmt: skip
    for path in paths:
        yield Attack(f"route {path}", "GET", path)
    for method in ("PUT", "DELETE", "PATCH", "TRACE"):
        yield Attack(f"method {method}, /v1", method, "/v1/articles")
    for method in ("PUT", "DELETE", "PATCH", "TRACE"):
        yield Attack(f"method {method}", method, "/room/facts")


def _files() -> Iterator[Attack]:
    paths = [
        "{secret}",
        "/etc/passwd",
        "../secret.jsonl",
        f"{_EVIL}/x.jsonl",
        "file://{secret}",
        1,
        "",
    ]
    wraps: dict[str, Callable[[Any], Any]] = {
        "alone": lambda file: file,
        "in a list": lambda file: [[file]],
        "in an object": lambda file: {"deep": {"er": file}},
    }
    for path in paths:
        for name, wrap in wraps.items():
            file = {"path": path, "meta": {"_type": "gradio.FileData"}}
            sent = {"data": [wrap(file)]}
            yield Attack(f"file {path!r} {name}", "POST", f"{API}/call/ask", {}, sent)
            asked = {"question": "Why?", "where": wrap(file)}
            yield Attack(f"file {path!r} {name}, /v1", "POST", "/v1/ask", {}, asked)


def _malformed() -> Iterator[Attack]:
    place = {"article": "x", "sha256": "0", "quotes": [[1, 5, 2]], "turn": ""}
    bodies: dict[str, tuple[str, Any]] = {
        "a span that ends before it begins": ("/room/article", [place]),
        "a list for an object": ("/room/judge", []),
        "a conversation that is not there": ("/room/delete", {"id": "' OR 1=1 --"}),
        "a step beyond all": ("/room/branch", {"conversation": "x", "turn": "y", "step": 10**9}),
        "a title of megabytes": ("/room/rename", {"id": "x", "title": "x" * 2_000_000}),
        "a clipping that is not there": ("/clippings/delete", {"ids": ["' OR 1=1 --"]}),
        "a run of another": ("/benchmarks/delete", {"run": "../benchmarks"}),
        "a run by its path": ("/benchmarks/delete", {"run": "/etc/passwd"}),
        "a question of megabytes": (f"{API}/call/x", {"data": ["x" * 2_000_000]}),
        "brackets without end": ("/room/judge", b"[" * 100_000),
        "no UTF-8": ("/room/judge", b"\xff\xfe"),
        "30 MB": ("/room/judge", b'"' + b"x" * 30_000_000 + b'"'),
    }
    for name, (route, body) in bodies.items():
        yield Attack(name, "POST", route, {}, body)
    multipart: dict[str, str | None] = {"Content-Type": "multipart/form-data; boundary=b"}
    file = b'--b\r\nContent-Disposition: form-data; name="files"; filename="x.jsonl"\r\n\r\n'
    upload = file + b"x" * 30_000_000 + b"\r\n--b--\r\n"
    for route in (f"{API}/upload", "/v1/check"):
        yield Attack(f"an upload of 30 MB to {route}", "POST", route, multipart, upload)


def _odd_programs() -> Iterator[Attack]:
    """Yield what no program sends: none of it is done, and none of it breaks the server."""
    alone: dict[str, str | None] = {"Origin": None, "Sec-Fetch-Site": None}
    deep: Any = json.loads("[" * 500 + "]" * 500)
    place = {"article_id": "x", "text_sha256": "0", "start": 5, "end": 2}
    said = {"question": "Why?", "standalone": "Why?", "answer": "So.", "citations": [place]}
    bodies: dict[str, tuple[str, Any]] = {
        "no question": ("ask", {}),
        "a list for a question": ("ask", {"question": ["Why?"]}),
        "a field that is not known": ("ask", {"question": "Why?", "state_dir": "/etc"}),
        "a day that is none": ("ask", {"question": "Why?", "where": {"since": "2025-13-45"}}),
        "a million chunks": ("search", {"query": "plant", "k": 1_000_000}),
        "a text of megabytes": ("check", {"text": "x" * 2_000_000}),
        "a place that is none": ("feedback", {"answer": said, "verdict": "right"}),
        "a verdict that is none": ("feedback", {"answer": said, "verdict": "great"}),
        "a citation that is none": (
            "feedback", {"answer": said | {"citations": []}, "verdict": "right", "rejected": [7]},
        ),
        "two sources of questions": ("evals", {"kept": True, "made": 3}),
        "a thousand questions": ("evals", {"questions": [{}] * 1_000}),
        "a report that is none": ("reports/absent/again", {"known": []}),
        "an answer of depth": ("recheck", deep),
        "another model": ("chat/completions", {"model": "../x", "messages": [{"role": "user"}]}),
        "a role that is none": (
            "messages", {"model": "footnote", "max_tokens": 1, "messages": [{"role": "root"}]},
        ),
        "texts without end": ("embeddings", {"model": "footnote", "input": ["x"] * 10_000}),
        "no JSON": ("ask", b"question=Why"),
        "brackets without end, /v1": ("ask", b"[" * 100_000),
        "no UTF-8, /v1": ("ask", b"\xff\xfe"),
        "30 MB, /v1": ("check", b'"' + b"x" * 30_000_000 + b'"'),
    }  # fmt: skip
    for name, (route, body) in bodies.items():
        yield Attack(f"a program sends {name}", "POST", f"/v1/{route}", alone, body)
