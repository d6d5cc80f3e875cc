"""German word lists, numbers and dates, and that its rules have what English has."""

from dataclasses import fields

import pytest

from rag.language.asking import Asking, Catalogue, Times
from rag.language.german import LANGUAGE
from rag.language.language import Language, known_languages, language
from rag.language.parsed import parse


def test_german_is_known_beside_english() -> None:
    assert known_languages() == ("en", "de")
    assert language("de") is LANGUAGE
    for part, value in (
        (Language, LANGUAGE),
        (Asking, LANGUAGE.asking),
        (Catalogue, LANGUAGE.asking.catalogue),
        (Times, LANGUAGE.asking.times),
    ):
        assert all(getattr(value, field.name) is not None for field in fields(part))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Es kamen 20.000 Menschen.", 20_000, ""),
        ("Ein Liter kostet 9,80 Euro.", 9.8, "EUR"),
        ("Rund 1,5 Millionen Euro.", 1_500_000, "EUR"),
        ("Das sind 62 Prozent.", 62, "%"),
        ("Es sind dreiundzwanzig Sitze.", 23, ""),
    ],
)
def test_numbers_are_read_as_german_writes_them(text: str, value: float, unit: str) -> None:
    [number] = parse(text, "de").quantities
    assert (number.value, number.unit) == (pytest.approx(value), unit)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("am 6. September 2026", (2026, 9, 6)),
        ("zum 31. Dezember", (None, 12, 31)),
        ("am 12.03.2024", (2024, 3, 12)),
        ("im März 2025", (2025, 3, None)),
        ("im Mai", (None, 5, None)),
        ("seit 2019", (2019, None, None)),
    ],
)
def test_dates_are_read_as_german_writes_them(
    text: str, expected: tuple[int | None, int | None, int | None]
) -> None:
    [day] = parse(f"Es gilt {text}.", "de").days
    assert (day.year, day.month, day.day) == expected


def test_words_without_content_are_german() -> None:
    assert parse("Die Brücke wurde nicht gebaut.", "de").stems == {"bruck", "gebaut"}


@pytest.mark.parametrize(
    "text", ["Grund sei der Mangel an Hebammen.", "Sie schloss wegen der Kosten."]
)
def test_reasons(text: str) -> None:
    assert LANGUAGE.reasons.search(text)


def test_opinions_corrections_and_persons() -> None:
    assert LANGUAGE.opinion.fullmatch("Ein Kommentar von Ida Berg")
    assert not LANGUAGE.opinion.fullmatch("Kommentare wurden gelesen.")
    assert LANGUAGE.corrects.search("Berichtigung: Es waren 61.")
    assert LANGUAGE.instead.search("61, nicht ")
    assert LANGUAGE.person.match("Sie sagt es.")
