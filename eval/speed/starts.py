"""How long starts take: of the command line and of the app, over the starter corpus.

The files are in the page cache.
"""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import perf_counter

from eval.faults.served import Visitor, served
from eval.harness.starter import CORPUS
from eval.speed.processes import time_python, time_rag
from rag.evaluation.measure.result import Result, Scorer

NEEDED = "import torch, chromadb, tantivy, sqlalchemy"
"""What no question can do without."""


def cold(scorer: Scorer, state: Path, question: str, runs: int) -> list[Result]:
    """Return what starts cost: of commands that answer, and of those that need no library."""
    missing = state.with_name("missing")

    def timed(time: Callable[..., float], *arguments: object, code: int = 0) -> list[float]:
        return [time(*arguments, code=code) for _ in range(runs)]

    imports = timed(time_python, NEEDED)
    asks = timed(time_rag, "ask", question, "--state", state)
    searches = timed(time_rag, "search", question, "--state", state)
    refused = timed(time_rag, "ask", question, "--state", missing, code=1)
    nothing = min(timed(time_python, "pass"))
    imported = [second - nothing for second in timed(time_python, "import rag")]
    return [
        *scorer.score("cold ask, starter corpus, s", "median", asks),
        *scorer.score("cold search, starter corpus, s", "median", searches),
        *scorer.score("cold ask, of the imports", "ratio of medians", asks, imports),
        *scorer.score("cold search, of the imports", "ratio of medians", searches, imports),
        *scorer.score("rag --help, s", "median", timed(time_rag, "--help")),
        *scorer.score("rag settings, s", "median", timed(time_rag, "settings")),
        *scorer.score("rag ask without an index, s", "median", refused),
        *scorer.score("import rag, s", "median", imported),
    ]


def app_again(scorer: Scorer, state: Path, question: str, runs: int) -> list[Result]:
    """Return how long the app takes over an index that is up to date: its page, an answer."""
    pages, answers = [], []
    for _ in range(runs):
        started = perf_counter()
        with served(CORPUS, state) as app, closing(Visitor(app)) as visitor:
            pages.append(perf_counter() - started)
            visitor.ask(question)
            answers.append(perf_counter() - started - pages[-1])
    return [
        *scorer.score("app started again: page, s", "median", pages),
        *scorer.score("app started again: answer after the page, s", "median", answers),
    ]
