"""Files with what a reader would call their articles: the town's press and web pages."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from eval.harness.starter import ROOT
from rag.core.article import Article
from rag.core.convert import as_day

TOWN, PAGES = ROOT / "eval" / "town", ROOT / "eval" / "pages"


@dataclass(frozen=True, slots=True)
class GoldFile:
    """A file, and what is to be read in it.

    Attributes:
        path: the file.
        body: the words of its article, of several one after the other.
        title: its title, cut as articles' titles are.
        outlet: who published it; empty where the file does not say so.
        published: the day; None where the file does not say it.
        language: the code of its language.
    """

    path: Path
    body: str
    title: str
    outlet: str
    published: date | None
    language: str


def town_files(folder: Path = TOWN) -> Iterator[GoldFile]:
    """Yield the files of the town's press."""
    described = json.loads((folder / "clean" / "meta.json").read_text(encoding="utf-8"))
    for name, meta in described.items():
        body = (folder / "clean" / f"{name}.txt").read_text(encoding="utf-8")
        article = Article(body, meta["title"])
        yield GoldFile(
            folder / "articles" / name,
            body,
            article.title,
            meta["outlet"] or "",
            as_day(meta["published"], "published"),
            meta["language"],
        )


def page_files(folder: Path = PAGES) -> Iterator[GoldFile]:
    """Yield web pages of varied layouts."""
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        yield GoldFile(
            folder / gold["file"],
            gold["body"],
            gold["title"],
            gold["outlet"],
            as_day(gold["published"], "published"),
            gold["language"],
        )


def token_f1(text: str, gold: str) -> float:
    """Return how far two texts have the same words, 0..1, whatever their order.

    >>> token_f1("It rose.", "it rose"), token_f1("", "it")
    (1.0, 0.0)
    """
    one, two = (Counter(re.findall(r"\w+", part.lower())) for part in (text, gold))
    shared = sum((one & two).values())
    return 2 * shared / max(1, one.total() + two.total())
