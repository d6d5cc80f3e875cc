"""The articles that may have a quotation: by the lexical index, or else by a run of its words."""

import re
from collections.abc import Iterator, Set

from rag.core.article import Article
from rag.library.snapshot import Snapshot

_CANDIDATES = 30
"""The chunks by words in common, and those with all words, whose articles are looked through."""
_WITH_ALL = 100
_PLAIN = re.compile(r"[\w ,;:]{8,}")
_WORD = re.compile(r"\w+")
_LEAST_SHARE = 0.5
"""The share of a quotation's words that an article must have to be looked through."""


def likely_articles(quote: str, snapshot: Snapshot) -> Iterator[Article]:
    """Yield the articles with most words of a quotation, by the lexical index, most first."""
    chunks = [name for name, _ in snapshot.lexical.search(quote, _CANDIDATES, snapshot.bounds)]
    chunks += snapshot.lexical.having_all(quote, _WITH_ALL)
    words = {word.casefold() for word in _WORD.findall(quote)}
    for name in dict.fromkeys(name.rpartition(":")[0] for name in chunks):
        article = snapshot.view.article(name) if _allows(snapshot, name) else None
        if article and _share(words, article.text) >= _LEAST_SHARE:
            yield article


def articles_with_words(quote: str, snapshot: Snapshot) -> Iterator[Article]:
    """Yield the articles whose text has the longest run of a quotation's words as they stand."""
    runs = sorted(_PLAIN.findall(quote), key=len, reverse=True)[:1]
    for article, _ in snapshot.view.articles(run.strip() for run in runs) if runs else ():
        if _allows(snapshot, article.id):
            yield article


def _allows(snapshot: Snapshot, name: str) -> bool:
    bounds = snapshot.bounds
    return bounds is None or name in bounds.passing([name])


def _share(words: Set[str], text: str) -> float:
    """Return the share, 0..1, of some words that stand in a text, also as a part of a word."""
    small = text.casefold()
    return sum(word in small for word in words) / max(1, len(words))
