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
class Times:
    """How a time is limited.

    Attributes:
        since, after, before, until, within: what stands before a day, month or year, as patterns
            that end there.
        range: what stands before two, of which one is the first and one the last.
        onwards: what stands after one that is a beginning.
        between: what stands between the first and the last of two.
        article, noun: what stands before and after one that only says more of a noun.
        relative: times as seen from today, with the groups which ("this" or "last") and unit, or
            day, or count and units.
        this: the words of the group which that mean the current one.
        days: what the group day means, as days before today.
        units: days in a unit of the group units.
        seasons: first and last month of each.
    """

    since: re.Pattern[str]
    after: re.Pattern[str]
    before: re.Pattern[str]
    until: re.Pattern[str]
    within: re.Pattern[str]
    range: re.Pattern[str]
    onwards: re.Pattern[str]
    between: re.Pattern[str]
    article: re.Pattern[str]
    noun: re.Pattern[str]
    relative: re.Pattern[str]
    this: frozenset[str]
    days: Mapping[str, int]
    units: Mapping[str, int]
    seasons: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """How articles are asked for.

    Attributes:
        articles: requests for articles, most with the group topic, one with the group who.
        newest, oldest: words that ask for one article only.
        nouns: what articles are called.
        published: words by which a question speaks of publication, so that its dates are of that.
        before_outlet, possessive: what stands before or after the name of an outlet where it says
            whose articles are asked for, and is left out with it.
        after_outlet: what stands after it where it is the one that says something.
        before_author, after_author: the same for who wrote them, with the groups by and own.
        sources: questions for sources by what they ask (copies, count, several, one), each with the
            group topic.
    """

    articles: tuple[re.Pattern[str], ...]
    newest: re.Pattern[str]
    oldest: re.Pattern[str]
    nouns: re.Pattern[str]
    published: re.Pattern[str]
    before_outlet: re.Pattern[str]
    after_outlet: re.Pattern[str]
    possessive: re.Pattern[str]
    before_author: re.Pattern[str]
    after_author: re.Pattern[str]
    sources: Mapping[str, tuple[re.Pattern[str], ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Asking:
    """How questions and requests are worded.

    Attributes:
        pointing: words that may point to an earlier turn of a conversation.
        pronouns: those that must point to something.
        pointless: where such words point to nothing: "there is", "this club", "it is true that".
        the_rest: what is said of some things after others were named.
        continuation: how a question opens that continues another.
        same_of: a follow-up that asks the same of something else, with the groups word and what.
        a_year_away: how a follow-up asks for the year before or after, with the group before.
        person: pronouns of one person, as they stand in a question.
        interrogative: a word that opens a question, as a pattern.
        wanting: what introduces a question inside a sentence, such as "I want to know".
        next_part: what joins two questions in one, such as ", and why".
        alternatives: "X, A or B?" with the groups asked, one and other.
        summary, timeline: requests with the group topic.
        in_order: what makes a timeline of a question, wherever it stands.
        comparison: requests; the group aspect is what is compared, context what both are of, each
            other group a side or None.
        both: what stands between two things.
        length: how long the answer is to be, with the groups count and unit.
        one_article: how one article is named, with the group topic.
        superlative: how a question asks for the most or least of something, or for a sum.
        most, least: how it asks for the one that has most or least.
        of_time, of_number, of_name: how a question asks for a time, a number, a person.
        reason, yes_no, several, fact: how a question opens that wants a reason, a yes or no, a
            list or a fact.
        doubt: a text that only asks for a second look.
        talk, filler: words of greetings and thanks, and those that may stand beside them.
        about_footnote: questions about Footnote itself, on one line without punctuation.
        about_articles: questions about what the articles are, likewise.
        catalogue: how articles are asked for.
        times: how a time is limited.
    """

    pointing: frozenset[str]
    pronouns: frozenset[str]
    pointless: re.Pattern[str]
    the_rest: re.Pattern[str]
    continuation: re.Pattern[str]
    same_of: re.Pattern[str]
    a_year_away: re.Pattern[str]
    person: re.Pattern[str]
    interrogative: re.Pattern[str]
    wanting: re.Pattern[str]
    next_part: re.Pattern[str]
    alternatives: re.Pattern[str]
    summary: re.Pattern[str]
    timeline: tuple[re.Pattern[str], ...]
    in_order: re.Pattern[str]
    comparison: tuple[re.Pattern[str], ...]
    both: str
    length: tuple[re.Pattern[str], ...]
    one_article: re.Pattern[str]
    superlative: re.Pattern[str]
    most: re.Pattern[str]
    least: re.Pattern[str]
    of_time: re.Pattern[str]
    of_number: re.Pattern[str]
    of_name: re.Pattern[str]
    reason: re.Pattern[str]
    yes_no: re.Pattern[str]
    several: re.Pattern[str]
    fact: re.Pattern[str]
    doubt: re.Pattern[str]
    talk: frozenset[str]
    filler: frozenset[str]
    about_footnote: re.Pattern[str]
    about_articles: re.Pattern[str]
    catalogue: Catalogue
    times: Times


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
        counted_from: what stands before a time that something is only compared with.
        totals: what the row of a table is called that sums up the others.
        corrects: how a sentence takes back what was said before.
        instead: what stands before something that is not so, as a pattern that ends there.
        opinion: how a text says that it is somebody's opinion, in its title or a line of its own.
        person: pronouns of one person, as a sentence opens with them.
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
    reasons: re.Pattern[str]
    counted_from: re.Pattern[str]
    totals: re.Pattern[str]
    corrects: re.Pattern[str]
    instead: re.Pattern[str]
    opinion: re.Pattern[str]
    person: re.Pattern[str]
    connectives: frozenset[str]
    of_the_prompt: re.Pattern[str]
    numbers: Numbers
    asking: Asking


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
