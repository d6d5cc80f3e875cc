"""A folder of small articles, one number each, that is edited; and what a library makes of it."""

import random
import re
from pathlib import Path

from rag.library.library import Library
from rag.wiring import open_library

_SYLLABLES = ("bar", "dun", "fel", "gor", "hin", "kal", "mos", "nor", "pel", "rud", "sten", "vik")
_FACT = re.compile(r"The plant in (\w+) makes (\d+) cells a day")
_REST = "The works council meets on Mondays. Buses stop at the gate. A new hall is planned."

Facts = dict[str, int]
"""Cells a day, by town."""


def towns() -> list[str]:
    """Return names of towns, all different."""
    return [
        f"{one}{two}{three}".title()
        for one in _SYLLABLES
        for two in _SYLLABLES
        for three in ("by", "ford", "heim")
    ]


def question(town: str) -> str:
    """Return the question for a town's number."""
    return f"How many cells does the plant in {town} make a day?"


def said(town: str, text: str) -> int | None:
    """Return the number that a text gives for a town."""
    return next((int(cells) for name, cells in _FACT.findall(text) if name == town), None)


class Plants:
    """A folder of articles and its edits.

    Args:
        folder: an empty one.
        count: how many articles it has at first.
        seed: of the edits.
    """

    def __init__(self, folder: Path, count: int, seed: int) -> None:
        self.folder = folder
        self._random = random.Random(seed)
        self._unused = towns()
        self._random.shuffle(self._unused)
        for _ in range(count):
            self._write(self._unused.pop())

    def facts(self) -> Facts:
        """Return what the articles say."""
        texts = (path.read_text() for path in self.folder.rglob("*.md"))
        return {town: int(cells) for text in texts for town, cells in _FACT.findall(text)}

    def edit(self) -> None:
        """Add, edit, move and remove articles: one to four of these, at random."""
        for _ in range(self._random.randint(1, 4)):
            self._random.choice([self._add, self.change, self._move, self._remove])()

    def change(self) -> str:
        """Give one article a new number, and return its town."""
        path = self._any()
        path.write_text(path.read_text().replace(" cells a day", "0 cells a day"))
        (found,) = _FACT.findall(path.read_text())
        if len(found[1]) > 6:
            self._write(found[0], path)
        return str(found[0])

    def _add(self) -> None:
        if self._unused:
            self._write(self._unused.pop())

    def _move(self) -> None:
        path = self._any()
        path.rename(self.folder / f"moved-{self._random.randrange(10**9)}.md")

    def _remove(self) -> None:
        if len(self.facts()) > 5:
            self._any().unlink()

    def _any(self) -> Path:
        return self._random.choice(sorted(self.folder.rglob("*.md")))

    def _write(self, town: str, path: Path | None = None) -> None:
        text = (
            f"The plant in {town} makes {self._random.randrange(100, 10**4)} cells a day. {_REST}"
        )
        path = path or self.folder / f"{town.lower()}.md"
        path.write_text(f"---\ntitle: {town}\n---\n{text}\n")


def held(state: Path) -> Facts:
    """Return what a library holds, read whole: texts with their hashes, chunks, both indexes.

    Raises:
        RagError: when any of it is damaged, or an article has no chunk.
    """
    library = open_library(state)
    try:
        return _held(library)
    finally:
        library.close()


def _held(library: Library) -> Facts:
    with library.snapshot() as snapshot:
        facts: Facts = {}
        for article, _ in snapshot.view.articles():
            town, cells = _FACT.findall(article.text)[0]
            if town in facts:
                raise ValueError(f"{town} is held twice")
            facts[town] = int(cells)
            found = [name for name, _ in snapshot.lexical.search(town, 3)]
            if snapshot.view.chunk_ids([article.id])[0] not in found:
                raise ValueError(f"{town} is not found")
        return facts
