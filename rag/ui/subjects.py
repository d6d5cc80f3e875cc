"""Questions to start with, made from the titles and sentences of articles. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from rag.core.article import Article
from rag.evaluation.making import questions_in

_MOST_WORDS = 6
_NAME_WORDS = 2
_COMPARED = 12
"""How many subjects are paired."""
_NAME = re.compile(r"[A-Z][\w&-]*(?: [A-Z][\w&-]*){0,3}\b")
_FORMS = {
    "en": {
        "compare": "Compare {one} and {other}",
        "timeline": "How did {name} develop over the years?",
        "newest": "What is the newest article about {name}?",
        "list": "Which articles are about {name}?",
        "open": "What is known about {name}?",
    },
    "de": {
        "compare": "Vergleiche {one} und {other}",
        "timeline": "Wie hat sich {name} über die Jahre entwickelt?",
        "newest": "Was ist der neueste Artikel über {name}?",
        "list": "Welche Artikel handeln von {name}?",
        "open": "Was ist über {name} bekannt?",
    },
}
"""By language; of other languages it is asked in English."""
_DASH = re.compile(r"\s+[–—-]\s+")


def questions_about(articles: Iterable[Article]) -> dict[str, list[str]]:
    """Return questions to start with by kind, for each kind those about the latest articles first.

    The kinds are "fact", "why", "compare", "timeline", "newest", "list" and "open". Whether the
    articles answer them is for the caller to try.
    """
    latest = sorted(
        articles, key=lambda article: (article.published or date.min, article.id), reverse=True
    )
    names: dict[str, str] = {}
    for article in latest:
        names.setdefault(subject(article.title, article.text), article.language)
    names.pop("", None)
    texts = [article.text for article in latest]
    told = [name for name in names if _told(name, texts) > 1]

    def ask(kind: str, about: Iterable[str]) -> list[str]:
        return [_form(kind, names[name]).format(name=name) for name in about]

    return {
        "fact": list(_asked(latest, "when")),
        "why": list(_asked(latest, "why")),
        "compare": [
            _form("compare", names[one]).format(one=one, other=other)
            for one, other in _pairs(told, texts)
        ],
        "timeline": ask("timeline", told),
        "newest": ask("newest", told[1:]),
        "list": ask("list", told[2:]),
        "open": ask("open", names),
    }


def _form(kind: str, language: str) -> str:
    return _FORMS.get(language, _FORMS["en"])[kind]


def _pairs(names: Sequence[str], texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield short names that some text tells of together."""
    for one, other in combinations(filter(_is_name, names[:_COMPARED]), 2):
        if any(one in text and other in text for text in texts):
            yield one, other


def _is_name(words: str) -> bool:
    """Tell whether a subject is a name of one or two words."""
    return words[:1].isupper() and len(words.split()) <= _NAME_WORDS


def _told(name: str, texts: Iterable[str]) -> int:
    """Return how many texts name something."""
    bare = name.removeprefix("the ")
    return sum(bare in text for text in texts)


def _asked(articles: Iterable[Article], kind: str) -> Iterator[str]:
    """Yield the questions that sentences answer, the first of each article."""
    first = (next(questions_in(each.text, kind, each.language), None) for each in articles)
    yield from (made.question for made in first if made)


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
