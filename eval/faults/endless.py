"""Endless use: what a thousand syncs and thousands of questions leave behind."""

import gc
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import rag
from eval.faults.children import call
from eval.faults.kills import NO_WATCH
from eval.faults.plants import Plants, question, said
from eval.faults.served import Footprint, Visitor, footprint, served
from rag.errors import RagError
from rag.language.sentences import sentence_spans

ARTICLES = 20
PARTS = 10
"""A run is cut into so many; what grew is the last one's median less the second one's."""


def growth(footprints: Sequence[Footprint]) -> dict[str, float]:
    """Return by how much each thing grew after the run had settled; what comes and goes is none."""
    size = max(1, len(footprints) // PARTS)
    settled, last = footprints[size : 2 * size], footprints[-size:]

    def middle(name: str, part: Sequence[Footprint]) -> float:
        return float(median(getattr(one, name) for one in part))

    names = ("handles", "threads", "deleted", "memory")
    return {name: middle(name, last) - middle(name, settled) for name in names}


def sync_under_the_app(count: int) -> tuple[dict[str, float], int]:
    """Sync so often while the app is asked; return what grew in the app, and wrong answers."""
    with TemporaryDirectory() as name:
        parent = Path(name)
        folder, state = parent / "articles", parent / "state"
        folder.mkdir()
        plants = Plants(folder, ARTICLES, seed=count)
        rag.index(folder, state)
        with served(folder, state, NO_WATCH) as app:
            visitor, wrong, footprints = Visitor(app), 0, []
            visitor.ask(question(next(iter(plants.facts()))))
            for _ in range(count):
                town = plants.change()
                rag.index(folder, state)
                wrong += said(town, visitor.ask(question(town))) != plants.facts()[town]
                footprints.append(footprint(app.pid))
            visitor.close()
            return growth(footprints), wrong


def ask_endlessly(count: int, corpus: Path) -> float:
    """Return the memory in MB that so many questions take beyond the first tenth, at most 200."""
    megabytes: float = call(_ask, count, corpus)
    return megabytes


def _ask(count: int, corpus: Path) -> float:
    with TemporaryDirectory() as name:
        rag.index(corpus, name)
        bot = rag.open(name)
        texts = list(bot.library.texts())
        sentences = [span.slice(one.text) for one in texts for span in sentence_spans(one.text)]
        settled, most = 0.0, 0.0
        first = min(200, max(1, count // 10))
        for number in range(count):
            sentence = sentences[number % len(sentences)]
            half = sentence.split()[number // len(sentences) % 5 :]
            try:
                bot.ask(" ".join(half) + "?")
            except RagError:  # nothing was left of the sentence
                continue
            if number == first:
                gc.collect()
                settled = footprint().memory
            if number > first and number % 50 == 0:
                most = max(most, footprint().memory - settled)
        return most
