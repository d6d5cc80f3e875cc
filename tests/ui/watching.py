"""What a page must not do, and a check that nothing of it happened."""

from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Dialog, Page, Request

HANDLERS = "all => all.flatMap(e => e.getAttributeNames()).filter(name => name.startsWith('on'))"
ALIVE = "script, img, iframe, style, link, object, embed, form[action], base, meta, video, audio"
SCHEMES = "links => links.map(link => new URL(link.href).protocol)"


class Watch:
    """What a page did that it must not."""

    def __init__(self, page: Page) -> None:
        self.seen: list[str] = []
        page.on("dialog", self._dialog)
        page.on("pageerror", lambda error: self.seen.append(str(error)))
        page.on("console", self._console)
        page.on("request", self._request)
        page.on("popup", lambda popup: self.seen.append(f"a window: {popup.url}"))

    def _dialog(self, dialog: Dialog) -> None:
        self.seen.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.seen.append(message.text)

    def _request(self, request: Request) -> None:
        if urlsplit(request.url).hostname != "127.0.0.1":
            self.seen.append(request.url)


def check(page: Page, watch: Watch) -> None:
    """Check that nothing that was shown came alive."""
    assert watch.seen == []
    assert page.evaluate("window.pwned") is None
    body = page.locator("body")
    assert body.locator(ALIVE).count() == 0
    assert body.locator("*").evaluate_all(HANDLERS) == []
    assert body.locator("[style]").count() == 0 or not body.locator("[style*='url']").count()
    assert set(page.locator("a").evaluate_all(SCHEMES)) <= {"http:", "https:"}
