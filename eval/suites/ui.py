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
from pathlib import Path
from typing import TYPE_CHECKING

from eval.faults.served import App, served
from eval.harness.datasets import MissingData
from eval.harness.reading import (
    LONGEST,
    READING,
    WORDS,
    Reader,
    card,
    opened,
    opened_conversation,
    read,
    scroll_turns,
    write_long,
)
from eval.harness.starter import CORPUS
from eval.harness.suite import Task
from rag.core.answer import Answer
from rag.core.conversation import owner_of
from rag.evaluation.measure.result import FOOTNOTE, Outcome, Result, Scorer
from rag.library.conversations import Conversations
from rag.wiring import open_library

if TYPE_CHECKING:
    from playwright.sync_api import Page

SUITE = "ui"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
TURNS, TRIES = 200, 5
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


def run(task: Task) -> Outcome:
    """Times of the page over the starter corpus: paint, sentence, card, reader, long talks."""
    tries = min(TRIES, task.limit or TRIES)
    with tempfile.TemporaryDirectory() as name:
        state = Path(name, "state")
        corpus = Path(name, "corpus")
        shutil.copytree(CORPUS, corpus)
        write_long(corpus)
        with served(corpus, state) as app, _reader(app) as reader:
            results = _times("first paint, ms", tries, lambda: opened(reader))
            questions = iter(QUESTIONS[:tries])
            results += _times("answer shown, ms", tries, lambda: reader.ask(next(questions)))
            results += _times("card after pointing, ms", tries, lambda: card(reader.page))
            results += _times("article beside the answer, ms", tries, lambda: read(reader.page))
            address = f"{app.url}/#/c/{_long(state, reader.cookie())}"
            opening = f"conversation of {TURNS} turns opens, ms"
            results += _times(
                opening, tries, lambda: opened_conversation(reader.page, address, TURNS)
            )
            questions = iter(QUESTIONS[:tries])
            asking = f"answer after {TURNS} turns, ms"
            results += _times(asking, tries, lambda: reader.ask(next(questions)))
            results += _smooth(f"{TURNS} turns scroll", tries, reader.page, scroll_turns)
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
        page.evaluate(LONGEST)  # what came before is over
        act(page)
        return float(page.evaluate(LONGEST))

    return _times(f"{what}: longest task, ms", tries, longest)


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
