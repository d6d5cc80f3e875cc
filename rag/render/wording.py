"""What Footnote says by itself, in each language: one file of texts a language, in texts/.

A text may hold places for values, "{name}", and two forms parted by " | ": the first is for one,
the second for any other number, which `n` gives. The pages have texts of their own besides.
"""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files

from rag.core.when import When
from rag.errors import SettingsError

LANGUAGES = ("en", "de")
"""The languages in which Footnote says something; the first where none of them is wanted."""
_PARTS = " | "


class Wording:
    """The texts of one language, by their keys.

    Args:
        language: its code.
        texts: the texts.

    >>> wording("en")("counted_articles", n=2)
    '2 articles'
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

        >>> wording("de").number(12400)
        '12.400'
        """
        return f"{n:,}".replace(",", self.texts["thousands"])

    def day(self, when: date) -> str:
        """Return a day in words.

        >>> wording("en").day(date(2026, 11, 6)), wording("de").day(date(2026, 11, 6))
        ('6 November 2026', '6. November 2026')
        """
        month = self.texts["months"].split()[when.month - 1]
        return self.texts["day"].format(day=when.day, month=month, year=when.year)

    def figures(self, when: date) -> str:
        """Return a day in figures.

        >>> wording("en").figures(date(2026, 11, 6)), wording("de").figures(date(2026, 11, 6))
        ('2026-11-06', '6.11.2026')
        """
        return self.texts["date"].format(day=when.day, month=when.month, year=when.year)

    def month(self, when: date) -> str:
        """Return a month with its year.

        >>> wording("en").month(date(2026, 11, 6))
        'November 2026'
        """
        return f"{self.texts['months'].split()[when.month - 1]} {when.year}"

    def moment(self, when: When) -> str:
        """Return a date in words, as far as it is known; nothing where it is not known at all.

        >>> wording("de").moment((2026, 11, 6)), wording("en").moment((2026, 0, 0))
        ('6. November 2026', '2026')
        """
        year, month, day = when
        if not month:
            return str(year or "")
        return self.day(date(*when)) if day else self.month(date(year, month, 1))

    def language_name(self, code: str) -> str:
        """Return the name of a language, or its code where that is not known.

        >>> wording("en").language_name("de"), wording("en").language_name("xx")
        ('German', 'xx')
        """
        return self.texts.get(f"language_{code}", code)

    def quoted(self, names: Iterable[str]) -> str:
        """Return names in quotation marks, with "and" between them.

        >>> wording("en").quoted(["Rostow", "Kiel"])
        '“Rostow” and “Kiel”'
        """
        return self.texts["and"].join(self("quoted", name=name) for name in names)


@cache
def wording(language: str) -> Wording:
    """Return what Footnote says by itself in a language.

    Raises:
        SettingsError: for one that is not in `LANGUAGES`.
    """
    if language not in LANGUAGES:
        names = ", ".join(LANGUAGES)
        raise SettingsError(f"no texts in the language {language[:20]!r}: choose one of {names}")
    return Wording(language, read_texts("rag.render", "texts", f"{language}.toml"))


def read_texts(package: str, *path: str) -> dict[str, str]:
    """Return the texts of a file of a package."""
    return tomllib.loads(files(package).joinpath(*path).read_text(encoding="utf-8"))


ENGLISH = wording("en")
"""What the command line and Python say."""
