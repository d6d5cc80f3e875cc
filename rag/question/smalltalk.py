"""Greetings, thanks and questions about Footnote or its articles: answered without a search."""

import re
from collections.abc import Sequence
from itertools import dropwhile

from rag.core.corpus import Facts
from rag.core.statement import Says, Statement, statement
from rag.language.asking import Asking
from rag.language.language import known_languages, language

SHOWN = 20
"""The most articles that are listed where all are asked for."""


def is_small_talk(question: str) -> bool:
    """Tell whether a text is a greeting, thanks, empty talk or a question about Footnote.

    >>> is_small_talk("Hello, how are you?"), is_small_talk("What can you do?")
    (True, True)
    >>> is_small_talk("Who said hello?")
    False
    """
    words = re.findall(r"[\w']+", question.lower())
    return any(_talks(words, language(code).asking) for code in known_languages())


def asks_for_contents(question: str) -> bool:
    """Tell whether a question asks what the articles are.

    >>> asks_for_contents("What is in the corpus?"), asks_for_contents("What is in the battery?")
    (True, False)
    """
    words = re.findall(r"\w+", question.lower().replace("'", ""))
    askings = (language(code).asking for code in known_languages())
    return any(asking.about_articles.fullmatch(" ".join(words)) for asking in askings)


def _talks(words: Sequence[str], asking: Asking) -> bool:
    only_talk = asking.talk.union(asking.filler).issuperset(words)
    greets = only_talk and not asking.talk.isdisjoint(words)
    asked = list(dropwhile(asking.talk.__contains__, words))
    return greets or asking.about_footnote.fullmatch(" ".join(asked)) is not None


def contents(facts: Facts) -> Statement:
    """Return what the articles are: how many and of which days; the newest are listed with it."""
    span = tuple(day.isoformat() for day in (facts.first, facts.last) if day)
    if facts.articles > SHOWN:
        return statement(Says.CONTENTS_NEWEST, articles=facts.articles, span=span, shown=SHOWN)
    return statement(Says.CONTENTS, articles=facts.articles, span=span)
