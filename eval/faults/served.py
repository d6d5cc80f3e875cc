"""The app as it is served, in a process of its own, and a reader who asks it as the page does."""

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import httpx

from eval.harness.starter import ROOT
from rag.errors import RagError

STARTING = 180
"""Seconds in which the app must be ready."""
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Footprint:
    """What a process holds: open files, deleted ones among them, threads, memory in MB."""

    handles: int
    deleted: int
    threads: int
    memory: float


def footprint(pid: int | str = "self") -> Footprint:
    """Return what a process holds now; from /proc, so on Linux only."""
    process = Path("/proc") / str(pid)
    targets = []
    for link in (process / "fd").iterdir():
        try:
            targets.append(os.readlink(link))
        except OSError:  # closed meanwhile
            continue
    status = dict(
        line.split(":", 1) for line in (process / "status").read_text().splitlines() if ":" in line
    )
    return Footprint(
        len(targets),
        sum(target.endswith("(deleted)") and "/memfd:" not in target for target in targets),
        int(status["Threads"]),
        int(status["VmRSS"].split()[0]) / 1024,
    )


@dataclass(frozen=True, slots=True)
class App:
    """A running app: its address and its process' number."""

    url: str
    pid: int


@contextmanager
def served(folder: Path, state: Path, environ: Mapping[str, str] | None = None) -> Iterator[App]:
    """Serve a folder of articles; ends the app with the context.

    Raises:
        RagError: when the app does not come up, with what it said.
    """
    with started(folder, state, free_port(), environ) as (app, process):
        yield app
        if process.poll() is not None:
            raise RagError(f"the app ended: {_said(state).read_text()[-500:]}")


@contextmanager
def started(
    folder: Path, state: Path, port: int, environ: Mapping[str, str] | None = None
) -> "Iterator[tuple[App, subprocess.Popen[bytes]]]":
    """Serve a folder at a port; the app, which may be killed, and its process.

    Raises:
        RagError: when the app does not come up, with what it said.
    """
    settings = {
        "RAG_STATE_DIR": str(state),
        "RAG_CORPUS__PATHS": json.dumps([str(folder)]),
        "RAG_APP__PORT": str(port),
    }
    said = _said(state)
    with said.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "app.py")],
            env=os.environ | settings | dict(environ or {}),
            cwd=state.parent,
            stdout=output,
            stderr=output,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(process, url, said)
        yield App(url, process.pid), process
    finally:
        process.terminate()
        process.wait()


def _said(state: Path) -> Path:
    """Return the file of what the app over a state folder says."""
    return state.with_name(f"{state.name}-app.txt")


def _wait(process: "subprocess.Popen[bytes]", url: str, said: Path) -> None:
    end = monotonic() + STARTING
    while monotonic() < end and process.poll() is None:
        try:
            if httpx.get(f"{url}/room/theme.js").status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            sleep(0.2)
    raise RagError(f"the app did not come up: {said.read_text()[-500:]}")


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def ask_events(client: httpx.Client, wanted: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what the page is sent of a question, as its script asks for it.

    Raises:
        RagError: when the server gives up.
    """
    sent = client.post("/gradio_api/call/ask", json={"data": [wanted]}).raise_for_status()
    kind = ""
    with client.stream("GET", f"/gradio_api/call/ask/{sent.json()['event_id']}") as reply:
        for line in reply.iter_lines():
            name, _, value = line.partition(": ")
            kind = value if name == "event" else kind
            if name == "data" and kind == "generating":
                yield json.loads(value)[0]
            if name == "data" and kind == "error":
                raise RagError(f"the page failed: {value}")


def plain(html: str) -> str:
    """Return the text of a part of a page, without mark-up."""
    return _TAG.sub("", html)


class Visitor:
    """Somebody with the page open.

    Args:
        app: what serves it.
    """

    def __init__(self, app: App) -> None:
        headers = {"Origin": app.url, "Sec-Fetch-Site": "same-origin"}
        self.client = httpx.Client(base_url=app.url, headers=headers, timeout=120)
        self.client.get("/").raise_for_status()

    def ask(self, question: str) -> str:
        """Return the page's text after a question, without mark-up.

        Raises:
            RagError: when the page says that something went wrong, or nothing.
        """
        events = list(ask_events(self.client, {"question": question}))
        if not events:
            raise RagError("the page said nothing")
        if problem := events[-1].get("problem"):
            raise RagError(f"the page failed: {problem}")
        return plain(events[-1]["html"])

    def close(self) -> None:
        """Leave the page."""
        self.client.close()
