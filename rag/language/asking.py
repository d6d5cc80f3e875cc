"""How questions and requests are worded in a language: what `Language.asking` holds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Times:
    """How a time is limited.

    Attributes:
        since, after, before, until, within: what stands before a day, month or year, as patterns
            that end there.
        event: what is named instead of a day behind such a word, as group event.
        of: what stands between the noun of an event and what it is of, as a pattern.
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
    event: re.Pattern[str]
    of: re.Pattern[str]
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
        thing: how a question points to a thing or an organisation that was named.
        before_subject: what stands before that which a question asks about, as a pattern that ends
            there.
        interrogative: a word that opens a question, as a pattern.
        wanting: what introduces a question inside a sentence, such as "I want to know".
        next_part: what joins two questions in one, such as ", and why".
        alternatives: "X, A or B?" with the groups asked, one and other.
        summary, timeline: requests with the group topic.
        happened: "what happened", without the time that is asked about.
        in_order: what makes a timeline of a question, wherever it stands.
        comparison: requests; the group aspect is what is compared, context what both are of, each
            other group a side or None.
        both: what stands between two things.
        length: how long the answer is to be, with the groups count and unit.
        one_article: how one article is named, with the group topic.
        superlative: how a question asks for the most or least of something, or for a sum.
        most, least: how it asks for the one that has most or least.
        of_time, of_number, of_name: how a question asks for a time, a number, a person.
        of_age: how it asks how old somebody is.
        stands_for: how it asks what an abbreviation stands for.
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
    thing: re.Pattern[str]
    before_subject: re.Pattern[str]
    interrogative: re.Pattern[str]
    wanting: re.Pattern[str]
    next_part: re.Pattern[str]
    alternatives: re.Pattern[str]
    summary: re.Pattern[str]
    timeline: tuple[re.Pattern[str], ...]
    happened: re.Pattern[str]
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
    of_age: re.Pattern[str]
    stands_for: re.Pattern[str]
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
