"""Sentences that say when, where and by whom something was published, nothing of its subject."""

import re

from rag.language.blocks import is_row
from rag.language.language import DEFAULT, language
from rag.language.parsed import parse

_MOST_WORDS = 12
_AGENCY = re.compile(r"\([A-Z]\w{1,11}(?:/\w{2,12})*\)|\b[A-Z]{2,6}/[A-Z]{2,6}\b")


def is_credit(text: str, code: str = DEFAULT) -> bool:
    """Tell whether a sentence is only a byline, a dateline, an agency line or a photo credit.

    It is short, has a day with its year, an agency in brackets, or opens with a word such as "by"
    or "photo", and beside these nothing but names.

    >>> is_credit("Kiel, 20 January 2026."), is_credit("By Anna Keller and Joost Brandt (ENA).")
    (True, True)
    >>> is_credit("Anna Keller left."), is_credit("Anna Keller."), is_credit("On 3 May 2025.")
    (False, False, False)
    """
    if len(text.split()) > _MOST_WORDS or is_row(text):
        return False
    rules = language(code)
    days = parse(text, code).days
    rest = text
    for day in reversed(days):
        rest = f"{rest[: day.span.start]} {rest[day.span.end :]}"
    names = _AGENCY.sub(" ", rest)
    by = rules.credits.match(names)
    is_marked = by or names != rest or any(day.year and day.day for day in days)
    words = re.findall(r"[\w'’.-]*\w", names[by.end() :] if by else names)
    said = [word for word in words if word.lower() not in rules.joining]
    return bool(is_marked) and all(
        word[0].isupper() and word.lower() not in rules.stop_words for word in said
    )
