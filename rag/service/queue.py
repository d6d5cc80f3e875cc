"""Gradio's queue, in which questions wait for their turn; it is imported behind the page.

Importing Gradio takes seconds, and no page needs it: requests to the queue wait until it is there.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

if TYPE_CHECKING:
    import gradio as gr

Asked = Callable[[dict[str, Any], "gr.Request"], AsyncIterator[dict[str, Any]]]
"""Answers what a page sent, step by step."""

MOST_AT_ONCE = 4
"""How many questions are answered at once; the next ones wait for their turn."""
MOST_WAITING = 200
"""How many requests may wait for their turn; one more is refused with a message."""
MOST_SESSIONS = 500
"""Open pages whose conversation is kept, about 85 kB each; the one longest unused is forgotten."""


class QuestionQueue:
    """The queue of an app, in its event loop.

    Args:
        asked: answers the questions.
    """

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._closing = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._app: asyncio.Future[ASGIApp] | None = None

    @asynccontextmanager
    async def while_serving(self) -> AsyncIterator[None]:
        """Import Gradio as soon as an app starts; end its queue when the app ends."""
        self._app = asyncio.get_running_loop().create_future()
        self._task = asyncio.create_task(self._serve(self._app))
        try:
            yield
        finally:
            self._closing.set()
            await self._task

    async def _serve(self, made: "asyncio.Future[ASGIApp]") -> None:
        await asyncio.to_thread(import_module, "gradio")
        app = queue_app(self._asked)
        async with app.router.lifespan_context(app):
            made.set_result(app)
            await self._closing.wait()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, when the queue is there.

        Raises:
            RuntimeError: while the app does not serve; what went wrong when Gradio was imported.
        """
        if self._app is None or self._task is None:
            raise RuntimeError("the queue runs while its app does: start the app")
        either: list[asyncio.Future[Any]] = [self._app, self._task]
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if not self._app.done():
            self._task.result()
        await self._app.result()(scope, receive, send)


def questions_api(asked: Asked) -> "gr.Blocks":
    """Return what answers questions, by way of Gradio's queue."""
    import gradio as gr
    from gradio.events import api

    async def ask(wanted: dict[str, Any], request: gr.Request) -> AsyncIterator[dict[str, Any]]:
        async for event in asked(wanted, request):
            yield event

    blocks: gr.Blocks = gr.Blocks(title="Footnote", analytics_enabled=False)
    with blocks:
        api(ask, api_name="ask", api_visibility="private", concurrency_limit=MOST_AT_ONCE)
    return blocks


def queue_app(asked: Asked) -> FastAPI:
    """Return an app of Gradio's queue alone; made while an event loop runs.

    Without one, Gradio opens a loop for each of its locks and closes none.
    """
    import gradio as gr

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    blocks = questions_api(asked)
    blocks.state_session_capacity = MOST_SESSIONS
    gr.mount_gradio_app(
        app,
        blocks.queue(max_size=MOST_WAITING, default_concurrency_limit=4),
        path="/",
        run_history=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        show_error=False,
    )
    blocks.has_launched = True  # else Gradio takes any file of this machine for an upload
    return app
