"""What the page asks of the network, and whether the browser complains of it."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage

from tests.ui.steps import ask, open_first_footnote

QUESTION = "What challenges remain?"


def test_every_request_stays_on_this_machine(context: BrowserContext, app_url: str) -> None:
    page = context.new_page()
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    page.on("websocket", lambda websocket: seen.append(websocket.url))
    page.goto(app_url)
    ask(page, QUESTION)
    open_first_footnote(page)
    hosts = {urlsplit(url).hostname for url in seen if not url.startswith("data:")}
    assert len(seen) > 5
    assert hosts == {"127.0.0.1"}


def test_the_page_makes_no_complaint(context: BrowserContext, app_url: str) -> None:
    page = context.new_page()
    complaints: list[str] = []

    def complain(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", complain)
    page.goto(app_url)
    ask(page, QUESTION)
    open_first_footnote(page)
    assert complaints == []
