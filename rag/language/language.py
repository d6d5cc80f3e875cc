"""What Footnote knows of a language: word lists and patterns, no rules.

Rules read them from here, so that a further language is one module like `rag.language.english` and
a line in `_MODULES`.
"""

import importlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rag.core.article import DEFAULT_LANGUAGE

DEFAULT = DEFAULT_LANGUAGE
_MODULES = {"en": "rag.language.english"}
_STEMMERS = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}
"""Snowball's stemmers; a language may have one before it has a module."""


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """How numbers, units and dates are written.

    Attributes:
        words: numbers in words, such as "twelve", with their values.
        scales: "million", "bn" and the like with their factors.
        units: how a unit is written, in small letters, with its one name; "" is none of them.
        currencies: what stands before a number as its currency, as a pattern.
        months: the twelve names, in order, in small letters.
        dates: patterns with the groups year, month and day as far as each has them; the first that
            matches a place wins.
        roughly, above, below: what stands before a number that is rounded, a lower or an upper
            bound.
    """

    words: Mapping[str, float]
    scales: Mapping[str, float]
    units: Mapping[str, str]
    currencies: str
    months: tuple[str, ...]
    dates: tuple[re.Pattern[str], ...]
    roughly: re.Pattern[str]
    above: re.Pattern[str]
    below: re.Pattern[str]


@dataclass(frozen=True, slots=True, eq=False)
class Asking:
    """How questions and requests are worded.

    Attributes:
        pointing: words that may point to an earlier turn of a conversation.
        pronouns: those that must point to something.
        pointless: where such words point to nothing: "there is", "this club", "it is true that".
        the_rest: what is said of some things after others were named.
        continuation: how a question opens that continues another.
        interrogative: a word that opens a question, as a pattern.
        next_part: what joins two questions in one, such as ", and why".
        alternatives: "X, A or B?" with the groups asked, one and other.
        summary, timeline: requests with the group topic.
        comparison: requests; the last group is the aspect, each other one a side or None.
        doubt: a text that only asks for a second look.
        talk, filler: words of greetings and thanks, and those that may stand beside them.
        about_footnote: questions about Footnote itself, on one line without punctuation.
        about_articles: questions about what the articles are, likewise.
    """

    pointing: frozenset[str]
    pronouns: frozenset[str]
    pointless: re.Pattern[str]
    the_rest: re.Pattern[str]
    continuation: re.Pattern[str]
    interrogative: re.Pattern[str]
    next_part: re.Pattern[str]
    alternatives: re.Pattern[str]
    summary: re.Pattern[str]
    timeline: re.Pattern[str]
    comparison: re.Pattern[str]
    doubt: re.Pattern[str]
    talk: frozenset[str]
    filler: frozenset[str]
    about_footnote: re.Pattern[str]
    about_articles: re.Pattern[str]


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """A language.

    Attributes:
        code: two letters, ISO 639-1.
        stop_words: words without content.
        weightless: the stop words that say so little that a question is searched without them.
        articles: "a", "the" and the like.
        negations: words that deny what follows.
        negation_ending: the same as an ending, such as "n't".
        qualifiers: words that may stand before a name or a number without changing its meaning.
        titles: words with a capital that are no names, such as "Mr".
        inhabitants: the ending of the people or language of a country.
        enclitics: what hangs on a word after an apostrophe and is no part of it, such as "'s".
        points_back: how a sentence opens that leans on the one before it.
        connectives: words that a written sentence may add to what its sources say.
        of_the_prompt: how a model speaks of the passages it was given instead of their subject.
        numbers: how numbers, units and dates are written.
        asking: how questions and requests are worded.
    """

    code: str
    stop_words: frozenset[str]
    weightless: frozenset[str]
    articles: frozenset[str]
    negations: frozenset[str]
    negation_ending: re.Pattern[str]
    qualifiers: frozenset[str]
    titles: frozenset[str]
    inhabitants: re.Pattern[str]
    enclitics: re.Pattern[str]
    points_back: re.Pattern[str]
    connectives: frozenset[str]
    of_the_prompt: re.Pattern[str]
    numbers: Numbers
    asking: Asking


@cache
def language(code: str = DEFAULT) -> Language:
    """Return what is known of a language; of one that is not known, what is known of English."""
    module = importlib.import_module(_MODULES.get(code, _MODULES[DEFAULT]))
    known: Language = module.LANGUAGE
    return known


def stemmer(code: str = DEFAULT) -> str:
    """Return the name of a language's Snowball stemmer; English's where there is none.

    >>> stemmer("de"), stemmer("xx")
    ('german', 'english')
    """
    return _STEMMERS.get(code, _STEMMERS[DEFAULT])
