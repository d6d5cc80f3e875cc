"""What Footnote knows of a language: word lists and patterns, no rules.

Rules read them from here, so that a further language is one module like `rag.language.english` and
a line in `_MODULES`.
"""

import importlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rag.core.article import DEFAULT_LANGUAGE
from rag.language.asking import Asking
from rag.language.claiming import Claiming

DEFAULT = DEFAULT_LANGUAGE
_MODULES = {"de": "rag.language.german", "en": "rag.language.english"}
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
        group, point: what parts thousands, and what stands before decimals.
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
    group: str = ","
    point: str = "."


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
        reasons: how a sentence tells why.
        states_reason: how a sentence opens that gives one.
        counted_from: what stands before a time that something is only compared with.
        totals: what the row of a table is called that sums up the others.
        corrects: how a sentence takes back what was said before.
        instead: what stands before something that is not so, as a pattern that ends there.
        opinion: how a text says that it is somebody's opinion, in its title or a line of its own.
        credits: how a line opens that says who wrote a text or took a photo.
        joining: what joins two names.
        person: pronouns of one person, as a sentence opens with them.
        bodies: nouns of organisations, as a pattern.
        things: how a sentence opens that speaks of something named before it, with the groups body,
            an organisation, and work, a text.
        made_by: what stands between such a noun and a name, as a pattern.
        places: what stands before the name of a place or a day, as a pattern that ends there.
        connectives: words that a written sentence may add to what its sources say.
        of_the_prompt: how a model speaks of the passages it was given instead of their subject.
        numbers: how numbers, units and dates are written.
        asking: how questions and requests are worded.
        claiming: how claims are worded: who says them, what denies or limits them.
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
    reasons: re.Pattern[str]
    states_reason: re.Pattern[str]
    counted_from: re.Pattern[str]
    totals: re.Pattern[str]
    corrects: re.Pattern[str]
    instead: re.Pattern[str]
    opinion: re.Pattern[str]
    credits: re.Pattern[str]
    joining: frozenset[str]
    person: re.Pattern[str]
    bodies: str
    things: re.Pattern[str]
    made_by: str
    places: re.Pattern[str]
    connectives: frozenset[str]
    of_the_prompt: re.Pattern[str]
    numbers: Numbers
    asking: Asking
    claiming: Claiming


POWER_UNITS = {unit: unit.lower() for unit in ("kWh", "MWh", "GWh", "TWh", "kW", "MW", "GW")}
"""Units that every language writes alike, with how they are written in small letters."""


def month_pattern(names: Sequence[str], short: Sequence[str]) -> str:
    """Return a pattern for a month, written out or short with or without a dot, as group month."""
    written_out = "|".join(name.capitalize() for name in names)
    return rf"(?P<month>{written_out}|(?:{'|'.join(short)})\b\.?)"


@cache
def language(code: str = DEFAULT) -> Language:
    """Return what is known of a language; of one that is not known, what is known of English."""
    known: Language = importlib.import_module(_MODULES.get(code, _MODULES[DEFAULT])).LANGUAGE
    return known


def known_languages() -> tuple[str, ...]:
    """Return the codes of the languages that have a module, the default one first."""
    return DEFAULT, *(code for code in _MODULES if code != DEFAULT)


def stemmer(code: str = DEFAULT) -> str:
    """Return the name of a language's Snowball stemmer; English's where there is none.

    >>> stemmer("de"), stemmer("xx")
    ('german', 'english')
    """
    return _STEMMERS.get(code, _STEMMERS[DEFAULT])
