"""What people give for a day or for words, as the values that Footnote keeps."""

from collections.abc import Iterable
from datetime import date, datetime

from rag.core.text import one_line


def as_day(value: date | str | None, name: str) -> date | None:
    """Return a day given as a date, a moment or text that begins YYYY-MM-DD; None for nothing.

    Args:
        value: what was given.
        name: what it is, for the error.

    Raises:
        ValueError: for anything else.

    >>> as_day("2025-03-12T10:00:00", "published")
    datetime.date(2025, 3, 12)
    """
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise ValueError(f"{name} is not a date: {str(value)[:40]!r}; write it as YYYY-MM-DD")
    text = one_line(value)
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError as error:
        raise ValueError(f"{name} is not a date: {text[:40]!r}; write it as YYYY-MM-DD") from error


def as_words(values: Iterable[str] | str | None) -> tuple[str, ...]:
    """Return words given one by one, or in one text with commas between them.

    >>> as_words("batteries, cars"), as_words(["batteries"]), as_words(None)
    (('batteries', 'cars'), ('batteries',), ())
    """
    parts = values.split(",") if isinstance(values, str) else values or ()
    return tuple(filter(None, (one_line(str(part)) for part in parts)))
