"""A running web app in its own process, and a browser to look at it."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).parents[2]
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running_app(state: Path, corpus: Path, program: Path = ROOT / "app.py") -> Iterator[str]:
    """Run an app and yield its address as soon as it says that it is ready."""
    places = {"RAG_STATE_DIR": str(state), "RAG_CORPUS__PATHS": f'["{corpus}"]', "RAG_APP__PORT": str(free_port())}
    command = [sys.executable, str(program), str(ROOT)]
    with subprocess.Popen(command, cwd=ROOT, env=os.environ | places, stderr=subprocess.PIPE, text=True) as process:
        said = []
        try:
            for line in process.stderr or ():
                said.append(line)
                if ready := re.search(r"ready: (http://\S+)", line):
                    yield ready[1]
                    break
            else:
                pytest.fail("the app did not start:\n" + "".join(said))
        finally:
            process.kill()


@pytest.fixture(scope="session")
def run_app():
    """The function that runs an app."""
    return running_app


@pytest.fixture(scope="session")
def app_url(starter_state: Path) -> Iterator[str]:
    with running_app(starter_state, ROOT / "corpus") as url:
        yield url


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        context.set_default_timeout(30_000)
        yield context


@pytest.fixture
def page(context: BrowserContext, app_url: str) -> Page:
    """The starter corpus's page, opened."""
    page = context.new_page()
    page.goto(app_url)
    return page
