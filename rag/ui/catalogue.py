"""What the pages say, in each language: one file of texts a language, in assets/texts/.

A text may hold places for values, "{name}", and two forms parted by " | ": the first is for one,
the second for any other number, which `n` gives.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "de")
"""The languages that the pages speak; the first is spoken where none of them is wanted."""
_PARTS = " | "


class Wording:
    """The texts of one language, by their keys.

    Args:
        language: its code.
        texts: the texts.

    >>> catalogue("en")("quotes", n=2)
    '2 quotes'
    """

    def __init__(self, language: str, texts: Mapping[str, str]) -> None:
        self.language = language
        self.texts = texts

    def __call__(self, key: str, /, n: int | None = None, **values: object) -> str:
        """Return a text with its values.

        Args:
            key: its name in the files of texts.
            n: a number, which chooses between the two forms of a text.
            **values: what stands in its places.

        Raises:
            KeyError: for a key or a place that is not given; a bug.
        """
        text = self.texts[key]
        if n is None:
            return text.format(**values)
        one, _, other = text.partition(_PARTS)
        return (one if n == 1 or not other else other).format(n=self.number(n), **values)

    def number(self, n: int) -> str:
        """Return a number with its thousands parted.

        >>> catalogue("de").number(12400)
        '12.400'
        """
        return f"{n:,}".replace(",", self.texts["thousands"])

    def day(self, when: date) -> str:
        """Return a day in words.

        >>> catalogue("en").day(date(2026, 11, 6)), catalogue("de").day(date(2026, 11, 6))
        ('6 November 2026', '6. November 2026')
        """
        month = self.texts["months"].split()[when.month - 1]
        return self.texts["day"].format(day=when.day, month=month, year=when.year)

    def month(self, when: date) -> str:
        """Return a month with its year.

        >>> catalogue("en").month(date(2026, 11, 6))
        'November 2026'
        """
        return f"{self.texts['months'].split()[when.month - 1]} {when.year}"


@cache
def catalogue(language: str) -> Wording:
    """Return the texts of a language, one of `LANGUAGES`."""
    file = files("rag.ui").joinpath("assets", "texts", f"{language}.toml")
    return Wording(language, tomllib.loads(file.read_text(encoding="utf-8")))


def wanted(accepted: str) -> Wording:
    """Return the texts in the language that a browser asks for first among ours.

    Args:
        accepted: the header Accept-Language, or nothing.

    >>> wanted("fr, de-AT;q=0.9, en;q=0.8").language, wanted("").language
    ('de', 'en')
    """
    ranked: list[tuple[float, str]] = []
    for part in accepted.split(",")[:20]:
        code, _, quality = part.strip().partition(";q=")
        language = code[:2].lower()
        if language in LANGUAGES:
            ranked.append((_quality(quality), language))
    best = max(ranked, key=lambda pair: pair[0], default=(0.0, LANGUAGES[0]))
    return catalogue(best[1])


def _quality(text: str) -> float:
    try:
        return float(text or 1)
    except ValueError:
        return 0.0
