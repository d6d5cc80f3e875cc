"""How often an open page asks what the library holds: while it is seen, and ever less often."""

from playwright.sync_api import BrowserContext, Page, expect

MINUTES = 10
FEW = 25
"""Asked each 5 seconds it would be 120 times in ten minutes."""
HIDDEN = """state => {
  Object.defineProperty(document, "hidden", { value: state, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def opened(context: BrowserContext, app_url: str) -> tuple[Page, list[str]]:
    """Open the page with a clock of our own; return it and the requests for facts."""
    page = context.new_page()
    page.clock.install()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "facts" in request.url else 0)
    page.goto(app_url)
    expect(page.locator("#fn-facts")).to_contain_text("16 articles")
    return page, asked


def minutes(page: Page, count: int) -> None:
    """Let time pass, each request answered before the next wait begins."""
    for _ in range(count * 12):
        page.clock.run_for(5000)
        page.evaluate("fetch('/room/texts.js')")


def test_where_nothing_changes_it_is_asked_less_and_less_often(
    context: BrowserContext, app_url: str
) -> None:
    page, asked = opened(context, app_url)
    minutes(page, MINUTES)
    assert 3 <= len(asked) <= FEW


def test_a_page_that_nobody_sees_asks_nothing_and_at_once_when_it_is_seen(
    context: BrowserContext, app_url: str
) -> None:
    page, asked = opened(context, app_url)
    page.evaluate(HIDDEN, True)
    before = len(asked)
    minutes(page, 2)
    assert len(asked) == before
    with page.expect_request("**/room/facts"):
        page.evaluate(HIDDEN, False)
