"""The page as a reader waits for it: first paint, first sentence, cards, the reader, 200 turns.

A system Chromium opens the real app over the starter corpus and one article of 30,000 words; the
times are the page's own, in ms. How smooth it is, is told by the longest task that kept the page
from doing anything else, which is felt from 50 ms on; 0 is none as long. All of them depend on what
else the machine does.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from eval.faults.served import App, served
from eval.harness.datasets import MissingData
from eval.harness.starter import CORPUS
from eval.harness.suite import Task
from rag.core.answer import Answer
from rag.core.conversation import owner_of
from rag.evaluation.measure.result import FOOTNOTE, Outcome, Result, Scorer
from rag.library.conversations import Conversations
from rag.service.readers import COOKIE
from rag.wiring import open_library

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

SUITE = "ui"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
TURNS, TRIES = 200, 5
WORDS = 30_000
LOCK = "The lock at Marnow was closed in 1874 by the engineer Elke Sund."
ABOUT_LOCK = "Who closed the lock at Marnow?"
QUESTIONS = (
    "When did Northvolt file for bankruptcy in Sweden?",
    "What challenges remain?",
    "What is known about ACC?",
    "Compare Northvolt and ACC",
    "Which articles are about Northvolt?",
)
OURS = Scorer(SUITE, FOOTNOTE)
_WATCH = """
window.tasks = [];
new PerformanceObserver(list => window.tasks.push(...list.getEntries().map(one => one.duration)))
  .observe({ type: "longtask" });
"""
_LONGEST = """() => new Promise(tell => requestAnimationFrame(() => setTimeout(() => {
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


def run(task: Task) -> Outcome:
    """Times of the page over the starter corpus: paint, sentence, card, reader, long talks."""
    tries = min(TRIES, task.limit or TRIES)
    with tempfile.TemporaryDirectory() as name:
        state = Path(name, "state")
        corpus = Path(name, "corpus")
        shutil.copytree(CORPUS, corpus)
        _write_long(corpus)
        with served(corpus, state) as app, _reader(app) as reader:
            results = _times("first paint, ms", tries, lambda: _opened(reader))
            questions = iter(QUESTIONS[:tries])
            results += _times("answer shown, ms", tries, lambda: reader.ask(next(questions)))
            results += _times("card after pointing, ms", tries, lambda: _card(reader.page))
            results += _times("article beside the answer, ms", tries, lambda: _read(reader.page))
            address = f"{app.url}/#/c/{_long(state, reader.cookie())}"
            opening = f"conversation of {TURNS} turns opens, ms"
            results += _times(opening, tries, lambda: _long_opened(reader.page, address))
            questions = iter(QUESTIONS[:tries])
            asking = f"answer after {TURNS} turns, ms"
            results += _times(asking, tries, lambda: reader.ask(next(questions)))
            results += _smooth(f"{TURNS} turns scroll", tries, reader.page, _scroll_turns)
            reader.ask(ABOUT_LOCK)
            for what, act in READING.items():
                results += _smooth(f"{WORDS:,} words {what}", tries, reader.page, act)
        return Outcome(results)


@contextmanager
def _reader(app: App) -> Iterator[Reader]:
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        raise MissingData("no Chromium: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
            context.add_init_script(_WATCH)
            yield Reader(app, context, context.new_page())
        browser.close()


def _times(metric: str, tries: int, act: Callable[[], float]) -> list[Result]:
    return OURS.score(metric, "median", [act() for _ in range(tries)])


def _smooth(what: str, tries: int, page: "Page", act: "Callable[[Page], None]") -> list[Result]:
    """Do something several times; score the longest task of each in ms, 0 for none of 50 ms."""

    def longest() -> float:
        page.evaluate(_LONGEST)  # what came before is over
        act(page)
        return float(page.evaluate(_LONGEST))

    return _times(f"{what}: longest task, ms", tries, longest)


def _since(started: float) -> float:
    return 1000 * (perf_counter() - started)


def _opened(reader: Reader) -> float:
    """Load the page; return the ms until something is drawn."""
    reader.page.goto("about:blank")
    reader.page.goto(reader.app.url)
    reader.page.locator(".fn-ask").first.wait_for()
    return float(reader.page.evaluate(_PAINT))


def _card(page: "Page") -> float:
    """Point at a footnote; return the ms until its card is there, its delay of 80 ms included."""
    page.mouse.move(0, 0)
    page.locator("#fn-card").wait_for(state="hidden")
    marker = page.locator(".fn-quotes .fn-m").first
    marker.scroll_into_view_if_needed()
    started = perf_counter()
    marker.hover()
    page.locator("#fn-card").wait_for()
    return _since(started)


def _read(page: "Page") -> float:
    """Open a footnote and close it again; return the ms until its words are marked."""
    started = perf_counter()
    page.locator(".fn-quotes .fn-m").first.click()
    page.locator(".fn-cited.is-on").wait_for()
    taken = _since(started)
    page.keyboard.press("Escape")
    page.locator("#fn-reader").wait_for(state="hidden")
    return taken


def _long(state: Path, secret: str) -> str:
    """Keep a long conversation for a reader; return its id."""
    library = open_library(state)
    kept = Conversations(library.catalog.database)
    owner = owner_of(secret)
    (latest,) = kept.find(owner, limit=1)
    answers = [turn.answer for turn in kept.open(owner, latest.id).thread() if turn.answer]
    conversation = kept.start(owner, answers[0].question)
    turn_id = conversation.turns[0].id
    for number in range(TURNS):
        answer: Answer = answers[number % len(answers)]
        if number:
            turn_id = kept.add(owner, conversation.info.id, answer.question).id
        kept.finish(owner, turn_id, answer)
    return conversation.info.id


def _long_opened(page: "Page", address: str) -> float:
    """Open a long conversation; return the ms until its last turn is there."""
    page.goto("about:blank")
    started = perf_counter()
    page.goto(address)
    page.locator(f".fn-turn:nth-child({TURNS}) .fn-metaline").wait_for()
    return _since(started)


def _write_long(corpus: Path) -> None:
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


def _scroll_turns(page: "Page") -> None:
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
