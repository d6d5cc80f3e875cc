"""The app as it is served, in a thread of the tests."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import gradio  # noqa: F401  (once for all tests, so that no question waits for its import)
from fastapi import FastAPI

from app import REPORTS
from eval.faults.served import free_port
from rag.service.opening import Opening
from rag.service.server import listen, make_app
from rag.service.web_server import Server
from rag.settings import AppSettings, Settings
from rag.ui.library_job import LibraryJob
from rag.ui.session import Provider
from rag.wiring import chatbot_over, open_library


def made(provider: Provider, settings: Settings, job: LibraryJob | None = None) -> FastAPI:
    """Make the app in a thread, while an event loop runs there.

    Where there is none, Gradio opens one for each of its locks and closes none of them.
    """

    async def make() -> FastAPI:
        return make_app(provider, settings, REPORTS, job)

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, make()).result()


def opening(settings: Settings) -> Opening:
    """Return what opens the chatbot of a state folder, as the app does."""
    return Opening(
        lambda: open_library(settings=settings), lambda library: chatbot_over(library, settings)
    )


@contextmanager
def served(provider: Provider, state: Path) -> Iterator[str]:
    """Serve the pages over a chatbot; yield their address."""
    with serving(provider, Settings(state_dir=state)) as url:
        yield url


@contextmanager
def serving(provider: Provider, settings: Settings) -> Iterator[str]:
    """Serve the pages with settings, at a port that is free; yield their address."""
    settings = settings.model_copy(update={"app": AppSettings(port=free_port())})
    server = Server(made(provider, settings), settings.app)
    with listen(settings.app) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{settings.app.port}"
        finally:
            server.should_exit = True
            thread.join()
