"""What a reader does on the page, each action with the time that it took, in ms."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from eval.faults.served import App
from rag.service.readers import COOKIE

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

WORDS = 30_000
LOCK = "The lock at Marnow was closed in 1874 by the engineer Elke Sund."
LONGEST = """() => new Promise(tell => requestAnimationFrame(() => setTimeout(() => {
  tell(Math.max(0, ...window.tasks));
  window.tasks = [];
}, 100)))"""
_SCROLL = """name => new Promise(done => {
  const area = document.getElementById(name), step = area.scrollHeight / 120;
  let frames = 0;
  const next = () => {
    area.scrollTop = step * frames;
    if (++frames < 120) requestAnimationFrame(next); else done();
  };
  next();
})"""
_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody with the page open."""

    app: App
    context: "BrowserContext"
    page: "Page"

    def ask(self, question: str) -> float:
        """Ask a question; return the ms until it is answered."""
        answered = self.page.locator(".fn-turn .fn-metaline").count()
        self.page.get_by_label("Your question").fill(question)
        started = perf_counter()
        self.page.keyboard.press("Enter")
        self.page.locator(".fn-turn .fn-metaline").nth(answered).wait_for()
        return _since(started)

    def cookie(self) -> str:
        """Return the secret that its conversations belong to."""
        cookies = self.context.cookies()
        return next(c.get("value", "") for c in cookies if c.get("name", "").startswith(COOKIE))


def _since(started: float) -> float:
    return 1000 * (perf_counter() - started)


def opened(reader: Reader) -> float:
    """Load the page; return the ms until something is drawn."""
    reader.page.goto("about:blank")
    reader.page.goto(reader.app.url)
    reader.page.locator(".fn-ask").first.wait_for()
    return float(reader.page.evaluate(_PAINT))


def card(page: "Page") -> float:
    """Point at a footnote; return the ms until its card is there, its delay of 80 ms included."""
    page.mouse.move(0, 0)
    page.locator("#fn-card").wait_for(state="hidden")
    marker = page.locator(".fn-quotes .fn-m").first
    marker.scroll_into_view_if_needed()
    started = perf_counter()
    marker.hover()
    page.locator("#fn-card").wait_for()
    return _since(started)


def read(page: "Page") -> float:
    """Open a footnote and close it again; return the ms until its words are marked."""
    started = perf_counter()
    page.locator(".fn-quotes .fn-m").first.click()
    page.locator(".fn-cited.is-on").wait_for()
    taken = _since(started)
    page.keyboard.press("Escape")
    page.locator("#fn-reader").wait_for(state="hidden")
    return taken


def opened_conversation(page: "Page", address: str, turns: int) -> float:
    """Open a long conversation; return the ms until its last turn is there."""
    page.goto("about:blank")
    started = perf_counter()
    page.goto(address)
    page.locator(f".fn-turn:nth-child({turns}) .fn-metaline").wait_for()
    return _since(started)


def write_long(corpus: Path) -> None:
    """Write an article of 30,000 words, made of the others' paragraphs, with one on a lock."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(corpus.glob("*.md"))]
    body = [part for text in texts for part in text.rpartition("---\n")[2].split("\n\n")]
    plain = [part.strip() for part in body if part.strip() and part[0] not in "#|-"]
    parts: list[str] = []
    words = 0
    while words < WORDS:
        part = plain[len(parts) % len(plain)]
        head = f"## Part {len(parts) // 10 + 1}\n\n" if len(parts) % 10 == 0 else ""
        parts.append(head + part)
        words += len(part.split())
    parts.insert(len(parts) // 2, LOCK)
    text = "\n\n".join(parts)
    (corpus / "long.md").write_text(f"---\ntitle: A long read\n---\n{text}\n", encoding="utf-8")


def scroll_turns(page: "Page") -> None:
    page.evaluate(_SCROLL, "fn-scroll")


def _open_long(page: "Page") -> None:
    page.keyboard.press("Escape")
    page.locator("#fn-reader").wait_for(state="hidden")
    page.locator(".fn-turn").last.locator(".fn-quotes .fn-m").first.click()
    page.locator(".fn-cited.is-on").first.wait_for()


def _scroll_article(page: "Page") -> None:
    page.evaluate(_SCROLL, "fn-reader-body")


def _find(page: "Page") -> None:
    page.keyboard.press("/")
    page.locator("#fn-find input").fill("battery")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")


def _next_quote(page: "Page") -> None:
    page.keyboard.press("n")


def _by_map(page: "Page") -> None:
    page.locator("#fn-map").click(position={"x": 6, "y": 200})


READING: "dict[str, Callable[[Page], None]]" = {
    "open": _open_long,
    "scroll": _scroll_article,
    "are searched": _find,
    "go to the next quote": _next_quote,
    "jump by the map": _by_map,
}
