"""The process' web server: it says where it serves, and stops when what is under way is done."""

import logging
import socket
from types import FrameType

import uvicorn
from fastapi import FastAPI

from rag.progress import say
from rag.service.server import address
from rag.service.stopping import Stopping
from rag.settings import AppSettings


class Server(uvicorn.Server):
    """Serves a web app, says where as soon as it does, and stops when what is under way is done."""

    def __init__(self, app: FastAPI, settings: AppSettings) -> None:
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=1,
            proxy_headers=False,
        )
        super().__init__(config)
        self._address = address(settings)
        self._stopping: Stopping = app.state.stopping

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to serve, then say the address."""
        await super().startup(sockets)
        say(f"Footnote is ready: {self._address} (Ctrl+C stops it)")

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to stop at the first signal, end at the second."""
        if self._stopping.begun:
            self.should_exit = True
        self._stopping.begin()

    async def on_tick(self, counter: int) -> bool:
        """Tell ten times a second whether to end."""
        self.should_exit = self.should_exit or self._stopping.over
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop to serve; pages that are still open are not worth a traceback."""
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)
