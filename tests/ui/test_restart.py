"""A server that is started again under an open page."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, expect

from eval.faults.served import free_port
from rag import Chatbot
from rag.service.server import listen
from rag.service.web_server import Server
from rag.settings import AppSettings, Settings
from tests.ui.apps import made
from tests.ui.steps import answered, ask, begin, box, said
from tests.ui.waiting import WaitingChatbot

FIRST = "What is black mass?"
WAITING = "What challenges remain? (wait)"


@contextmanager
def serving(bot: WaitingChatbot, settings: Settings) -> Iterator[Server]:
    """Serve the pages; yield the server, to stop it."""
    server = Server(made(lambda: bot, settings), settings.app)
    with listen(settings.app) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield server
        finally:
            server.should_exit = True
            bot.released.set()
            thread.join()


def test_the_page_finds_the_server_again_and_asks_what_was_under_way(
    context: BrowserContext, starter_bot: Chatbot, starter_state: Path
) -> None:
    bot = WaitingChatbot(starter_bot)
    settings = Settings(state_dir=starter_state, app=AppSettings(port=free_port()))
    page = context.new_page()
    with serving(bot, settings) as server:
        page.goto(f"http://127.0.0.1:{settings.app.port}")
        ask(page, FIRST)
        begin(page, WAITING)
        expect(page.locator(".fn-phase")).to_be_visible()
        box(page).press_sequentially("a draft")
        server.should_exit = True
        expect(said(page)).to_contain_text("Footnote does not answer")
    expect(page.locator(".fn-q-text")).to_have_text([FIRST, WAITING])
    with serving(bot, settings):
        turn = answered(page, 2)
        expect(said(page)).to_contain_text("Footnote is back.")
        expect(page.locator(".fn-q-text")).to_have_text([FIRST, WAITING])
        expect(turn.locator(".fn-answer .fn-m").first).to_be_visible()
        expect(box(page)).to_have_value("a draft")
        page.reload()
        expect(page.locator(".fn-turn .fn-metaline")).to_have_count(2)
