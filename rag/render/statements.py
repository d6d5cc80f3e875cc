"""What Footnote says by itself, in words."""

from collections.abc import Iterable, Sequence
from datetime import date

from rag.core.corpus import Filter
from rag.core.statement import Statement, Value
from rag.render.filters import limits
from rag.render.wording import ENGLISH, Wording

_COUNTED = {"articles": "counted_articles", "sources": "counted_sources"}
"""Numbers that are said with what they count."""


def say(statement: Statement, t: Wording = ENGLISH) -> str:
    """Return a statement in words.

    Raises:
        KeyError: for a value that it lacks; a bug, or a file that somebody changed.

    >>> from rag.core.statement import Says, statement
    >>> say(statement(Says.SEARCHED, articles=4, where=Filter(outlets="North Shore Daily")))
    'Searched: 4 articles from North Shore Daily.'
    """
    values = dict(statement.values)
    number = values.pop("n", None)
    words = {name: _worded(name, value, t) for name, value in values.items()}
    return t(f"says_{statement.says}", n=number if isinstance(number, int) else None, **words)


def in_words(statements: Iterable[Statement], t: Wording = ENGLISH) -> str:
    """Return statements in words, one behind the other."""
    return " ".join(say(one, t) for one in statements)


def _worded(name: str, value: Value, t: Wording) -> str:
    """Return a value in words; its name says what it is where its type does not."""
    if isinstance(value, Filter):
        return f" {where}" if (where := limits(value, t)) else ""
    if isinstance(value, int):
        return t(_COUNTED[name], n=value) if name in _COUNTED else t.number(value)
    if name == "languages":
        return t.texts["and"].join(map(t.language_name, value))
    if isinstance(value, tuple):
        return _span(value, t) if name == "span" else t.quoted(value)
    if name == "language":
        return t.language_name(value)
    return t("about_topic", topic=value) if name == "topic" and value else value


def _span(days: Sequence[str], t: Wording) -> str:
    """Return the first and the last of some days, as ISO 8601 has them; one where they are one."""
    told = [t.day(date.fromisoformat(day)) for day in dict.fromkeys(days)]
    if not told:
        return ""
    return t("span_days" if len(told) > 1 else "span_day", first=told[0], last=told[-1])
