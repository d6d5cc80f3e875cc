"""A follow-up made to stand alone by rules: what it refers to goes in front of it."""

import re
from collections.abc import Sequence

from rag.core.answer import Turn
from rag.language.language import DEFAULT, language
from rag.language.names import joined
from rag.language.parsed import parse
from rag.language.words import WORD, content, words
from rag.question.check import MAX_QUESTION

_FEW_WORDS = 4
"""A question with fewer content words and no name needs the conversation."""
_VAGUE_WORDS = 2
"""An opening question with at most so many content words beside its pronouns names nothing."""


def standalone(question: str, history: Sequence[Turn], code: str = DEFAULT) -> str:
    """Return the question with the last question of the conversation in front of it.

    One that asks the last question of another time or name comes back as that question.

    Where that is a follow-up too, the nearest question that stands alone goes in front of both,
    since it has the names. A question that stands alone comes back as it is. At most
    `MAX_QUESTION` characters; the beginning goes first.

    >>> standalone("And in Germany?", [Turn("How many plants are there in France?")])
    'How many plants are there in Germany?'
    >>> standalone("And why?", [Turn("When did the plant in Heide close?")])
    'When did the plant in Heide close? And why?'
    >>> standalone("What is black mass?", [])
    'What is black mass?'
    """
    earlier = [turn.question for turn in history if turn.question.strip()]
    if not earlier or not is_follow_up(question, code):
        return question
    last = next(turn for turn in reversed(history) if turn.question.strip())
    if again := asked_again(question, last.question, code):
        return again
    alone = (text for text in reversed(earlier) if not is_follow_up(text, code))
    named = next(alone, earlier[0])
    parts = dict.fromkeys([named.strip(), earlier[-1].strip(), question])
    return " ".join(parts)[-MAX_QUESTION:]


def asked_again(question: str, last: str, code: str = DEFAULT) -> str:
    """Return the last question, asked of another time or name; empty where no such is asked.

    >>> asked_again("And in Heide?", "What does a meal cost in Marne in May 2026?")
    'What does a meal cost in Heide in May 2026?'
    >>> asked_again("How much was it the year before?", "What was the rent in Wyk in 2025?")
    'What was the rent in Wyk in 2024?'
    """
    asking = language(code).asking
    if match := asking.a_year_away.search(question):
        return _years_away(last, -1 if match["before"] else 1, code)
    if match := asking.same_of.fullmatch(question.strip()):
        return _of_another(match["what"], match["word"] or "", last, code)
    return ""


def with_name(question: str, last: Turn, code: str = DEFAULT) -> str:
    """Return a question with the name of whom or what its "she" or "it" means.

    For "he" or "she" the one person whom the last answer, or else the last question, names in full;
    for "it" or "the company" the one name that the last question asks about. Where there is none,
    or no such word, it comes back as it is.

    >>> with_name("Why did she resign?", Turn("Who ran it?", "Gesine Lohr ran it."))
    'Why did Gesine Lohr resign?'
    >>> with_name("Who bought it?", Turn("When did Northvolt file for bankruptcy?"))
    'Who bought Northvolt?'
    """
    asking = language(code).asking
    if pronoun := asking.person.search(question):
        name = _person(last.answer, code) or _person(last.question, code)
    elif pronoun := asking.thing.search(asking.pointless.sub(_blank, question)):
        name = "" if _names(question) else _asked_about(last.question, code)
    else:
        name = ""
    if not pronoun or not name:
        return question
    return question[: pronoun.start()] + name + question[pronoun.end() :]


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _asked_about(question: str, code: str) -> str:
    """Return the one name in a question, where it stands behind a verb or at the end; else empty.

    "When did Verkor open?" asks about it, "What does a meal cost in Heide?" does not.
    """
    names = joined(parse(question, code).names)
    rules = language(code)
    points = any(word.lower in rules.asking.pronouns for word in words(question))
    if len(names) != 1 or points or rules.enclitics.search(names[0].slice(question)):
        return ""
    before, after = question[: names[0].start], question[names[0].end :]
    is_subject = rules.asking.before_subject.search(before)
    is_object = not after.strip(" ?.!") and not rules.places.search(before)
    return names[0].slice(question) if is_subject or is_object else ""


def _of_another(what: str, word: str, asked: str, code: str) -> str:
    """Return a question of another time, or of another name behind the same word such as "in"."""
    parsed, other = parse(asked, code), parse(what, code)
    if other.days and len(parsed.days) == 1:
        place = parsed.days[0].span
        return asked[: place.start] + what + asked[place.end :]
    if other.days or not word or not what[:1].isupper():
        return ""
    behind = [n for n in joined(parsed.names) if asked[: n.start].endswith(f" {word} ")]
    if len(behind) != 1:
        return ""
    return asked[: behind[0].start] + what + asked[behind[0].end :]


def _years_away(asked: str, by: int, code: str) -> str:
    """Return a question that names one year as of another one."""
    days = [day for day in parse(asked, code).days if day.year and not day.month]
    if len(days) != 1:
        return ""
    place = days[0].span
    return f"{asked[: place.start]}{(days[0].year or 0) + by}{asked[place.end :]}"


def _person(text: str, code: str) -> str:
    """Return the one name of several words in a text that may be a person's; empty otherwise."""
    names = parse(text, code).full_names
    return names[0] if len(names) == 1 else ""


def is_follow_up(question: str, code: str = DEFAULT) -> bool:
    """Tell whether a question needs the conversation.

    It points back, opens like a continuation, or has few words and no name.

    >>> is_follow_up("How high did it climb later?")
    True
    >>> is_follow_up("Who is the chief executive of InoBat in Slovakia today?")
    False
    """
    asking = language(code).asking
    all_words = words(question)
    return bool(
        is_dependent(question, code)
        or not asking.pointing.isdisjoint(word.lower for word in all_words)
        or (len(content(all_words, code)) < _FEW_WORDS and not _names(question))
    )


def is_dependent(question: str, code: str = DEFAULT) -> bool:
    """Tell whether a question says nothing without the conversation.

    It opens like a continuation, or points at what it does not name. Any other follow-up may as
    well begin a new topic.

    >>> is_dependent("And what does the plant cost?"), is_dependent("When is the referendum?")
    (True, False)
    >>> is_dependent("Is there a café?"), is_dependent("What is this club?")
    (False, False)
    """
    asking = language(code).asking
    return bool(
        asking.continuation.match(question.strip())
        or asking.the_rest.search(question)
        or points_nowhere(question, code)
    )


def points_nowhere(question: str, code: str = DEFAULT) -> bool:
    """Tell whether a question asks about something that it does not name.

    >>> points_nowhere("How much did it cost?")
    True
    >>> points_nowhere("How much did it cost to build Heide?")
    False
    """
    asking = language(code).asking
    pointing = {word.lower for word in words(asking.pointless.sub(" ", question))}
    rest = [word for word in content(words(question), code) if word.lower not in asking.pointing]
    points = not asking.pronouns.isdisjoint(pointing)
    return points and len(rest) <= _VAGUE_WORDS and not _names(question)


def _names(question: str) -> list[str]:
    """Return the words inside the question that may be names: a capital or a digit, not first."""
    later = WORD.findall(question)[1:]
    return [word for word in later if word[0].isupper() or word[0].isdigit()]
