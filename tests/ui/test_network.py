"""What the page asks of the network, and whether the browser complains of it."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page

from rag.service.headers import POLICY
from tests.ui.steps import ask, open_footnote

QUESTION = "What challenges remain?"


def test_every_request_stays_here_and_the_browser_has_no_complaint(
    context: BrowserContext, app_url: str
) -> None:
    page = context.new_page()
    seen: list[str] = []
    complaints: list[str] = []

    def complain(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    page.on("request", lambda request: seen.append(request.url))
    page.on("websocket", lambda websocket: seen.append(websocket.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", complain)
    page.goto(app_url)
    open_footnote(ask(page, QUESTION))
    page.get_by_role("button", name="Keys: ?").click()
    hosts = {urlsplit(url).hostname for url in seen if not url.startswith("data:")}
    assert len(seen) > 15
    assert hosts == {"127.0.0.1"}
    assert complaints == []
    loaded = [url for url in seen if "/room/" in url and url.endswith((".js", ".css"))]
    assert len(loaded) == len(set(loaded)), "a file is loaded twice"


def test_the_page_may_run_and_load_its_own_files_only(page: Page, app_url: str) -> None:
    reply = page.request.get(f"{app_url}/")
    policy = reply.headers["content-security-policy"]
    assert policy == POLICY
    assert "unsafe" not in policy
    assert "script-src 'self';" in policy
    assert "<script>" not in reply.text()
    assert " style=" not in reply.text()


def test_a_script_that_gets_into_the_page_is_not_run(page: Page) -> None:
    blocked: list[str] = []
    page.on("console", lambda message: blocked.append(message.text))
    page.evaluate("""document.body.insertAdjacentHTML("beforeend",
        "<img src=https://evil.example/x onerror=window.pwned=1>")""")
    page.wait_for_function("document.images[0].complete")
    assert page.evaluate("window.pwned") is None
    assert any("Content Security Policy" in text for text in blocked)
