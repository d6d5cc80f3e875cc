"""How sentences of a language become questions, for `rag.evaluation.making`.

A pattern's groups are what a question is put together from: "subject", "verb", "rest"; "answer" is
a short answer.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Forms:
    """The questions that sentences of one language answer.

    Attributes:
        kinds: by kind the pattern of a sentence and the form of its question.
        articles: words that stand small before a name inside a sentence.
        nouns: whether every noun begins with a capital, so that what does is no name for sure.
    """

    kinds: Mapping[str, tuple[re.Pattern[str], str]]
    articles: frozenset[str]
    nouns: bool = False


_BEGIN = r"(?:(?<=[.!?]\s)|^)"
_LONG = r"(?:[^\n\"“”„,;:()|.!?]|\.(?=\d)){15,120}?"


def _compiled(**kinds: tuple[str, str]) -> Mapping[str, tuple[re.Pattern[str], str]]:
    return {
        kind: (re.compile(_BEGIN + pattern, re.MULTILINE), form)
        for kind, (pattern, form) in kinds.items()
    }


_NOT_EN = r"(?!(?:When|It|He|She|They|There|This|That|Which|What|If|As)\b)"
_SUBJECT_EN = rf"{_NOT_EN}(?P<subject>(?:The |An? )?[A-Z]?[\w'-]+(?: [\w'-]+){{0,4}}?)"
_BEFORE_EN = (
    rf"{_NOT_EN}(?P<subject>[A-Z]{_LONG})(?<! said)(?<! and)(?<! or)(?<! between)(?<! from)"
)
_MONTH_EN = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
ENGLISH = Forms(
    _compiled(
        when=(
            rf"{_SUBJECT_EN} (?P<verb>was|were) (?P<rest>[a-z]+ed|built|founded|sold|held|shut)"
            rf" (?:on |in )(?P<answer>(?:(?<=on )\d{{1,2}} )?{_MONTH_EN}\b(?: \d{{4}}\b)?)",
            "When {verb} {subject} {rest}?",
        ),
        why=(
            rf"{_SUBJECT_EN} (?P<verb>is|are|was|were|will|can)"
            r" (?P<rest>[a-z][^,;:.()\n\"“”]{4,60}?),? because\b",
            "Why {verb} {subject} {rest}?",
        ),
        date=(
            rf"{_BEFORE_EN} (?:on|in) (?P<answer>"
            rf"(?:\d{{1,2}} )?{_MONTH_EN}\b(?: \d{{4}}\b)?|(?:19|20)\d\d\b)",
            "{subject} when?",
        ),
        amount=(
            rf"{_BEFORE_EN} (?P<answer>[€$£]\d[\d.,]*(?: [mb]illion)?"
            r"|\d[\d.,]*(?: [mb]illion)?(?: ?%| per ?cent| euros?| dollars?))(?!\w)",
            "{subject} how much?",
        ),
    ),
    frozenset({"The", "A", "An"}),
)

_NOT_DE = (
    r"(?!(?:Es|Er|Sie|Dies|Dort|Hier|Da|Dann|Damit|Wenn|Als|Ob|Was|Wer|Wie|Das|Der|Die|Man)"
    r" (?![A-ZÄÖÜ]))"
)
_SUBJECT_DE = rf"{_NOT_DE}(?P<subject>[A-ZÄÖÜ][\w-]*(?: [\w-]+){{0,5}}?)"
_BEFORE_DE = rf"{_NOT_DE}(?P<subject>[A-ZÄÖÜ]{_LONG})(?<! und)(?<! oder)(?<! zwischen)(?<! von)"
_MONTH_DE = "(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)"
_DATE_DE = rf"(?:(?:(?<=am )\d{{1,2}}\. )?{_MONTH_DE}\b(?: \d{{4}}\b)?|(?:19|20)\d\d\b)"
GERMAN = Forms(
    _compiled(
        when=(
            rf"{_SUBJECT_DE} (?P<verb>wurde|wurden) (?:am |im (?:Jahr )?)?(?P<answer>{_DATE_DE})"
            r" (?P<rest>[^,;:.()\n\"“”„]{0,60}?\b(?:ge\w+|\w+(?:et|en|iert)))(?=[.,;])",
            "Wann {verb} {subject} {rest}?",
        ),
        why=(
            rf"{_SUBJECT_DE} (?P<verb>ist|sind|war|waren|wird|werden|wurde|wurden|kann|können)"
            r" (?P<rest>[^,;:.()\n\"“”„]{4,60}?), weil\b",
            "Warum {verb} {subject} {rest}?",
        ),
        date=(rf"{_BEFORE_DE} (?:am|im) (?P<answer>{_DATE_DE})", "{subject} wann?"),
        amount=(
            rf"{_BEFORE_DE} (?P<answer>\d[\d.,]*(?: (?:Millionen|Milliarden|Mio\.|Mrd\.))?"
            r"(?: ?%| Prozent| ?€| Euro| Dollar))(?!\w)",
            "{subject} wie viel?",
        ),
    ),
    frozenset({"Der", "Die", "Das", "Den", "Dem", "Ein", "Eine", "Im", "Am", "In"}),
    nouns=True,
)

FORMS = {"en": ENGLISH, "de": GERMAN}
"""By language, ISO 639-1."""
