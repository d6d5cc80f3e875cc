"""Questions to start with, made from the titles of articles. Pure."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from rag.core.article import Article

_MOST_WORDS = 6
_NAME = re.compile(r"[A-Z][\w&-]*(?: [A-Z][\w&-]*){0,3}\b")
_DASH = re.compile(r"\s+[–—-]\s+")


def questions_about(articles: Iterable[Article]) -> Iterator[str]:
    """Yield a question about the subject of each title, latest article first, each subject once."""
    latest = sorted(
        articles, key=lambda article: (article.published or date.min, article.id), reverse=True
    )
    subjects = dict.fromkeys(
        filter(None, (subject(article.title, article.text) for article in latest))
    )
    return (f"What is known about {name}?" for name in subjects)


def subject(title: str, text: str) -> str:
    """Return what a title is about: the words before its colon or dash, or the name it opens with.

    A word is taken for a name when the text has it with a capital inside a sentence. Empty where
    the title has neither.

    >>> subject("Northvolt: from hope to bankruptcy", "")
    'Northvolt'
    >>> subject("Verkor opens a plant", "In May Verkor opened it.")
    'Verkor'
    """
    head, colon, _ = _DASH.sub(": ", title, count=1).partition(": ")
    if colon and len(head.split()) <= _MOST_WORDS:
        return _inside(head.strip(), text)
    name = _NAME.match(title)
    return (
        _inside(name.group(), text)
        if name and re.search(rf"[a-z,] {re.escape(name.group())}\b", text)
        else ""
    )


def _inside(name: str, text: str) -> str:
    """Return a name as it stands inside a sentence of `text`: after "the", or without a capital."""
    if re.search(rf"\b[Tt]he {re.escape(name)}\b", text):
        return f"the {name}"
    first, space, rest = name.partition(" ")
    small = first.lower()
    return (
        small + space + rest
        if rest[:1].islower() and re.search(rf"\b{re.escape(small)}\b", text)
        else name
    )
