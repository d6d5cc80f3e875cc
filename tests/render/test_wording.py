from datetime import date

import pytest

from rag.core.when import NEVER
from rag.render.wording import ENGLISH, Wording, wording

GERMAN = wording("de")


@pytest.mark.parametrize(
    ("when", "english", "german"),
    [
        (NEVER, "", ""),
        ((2021, 0, 0), "2021", "2021"),
        ((2021, 5, 0), "May 2021", "Mai 2021"),
        ((2021, 5, 12), "12 May 2021", "12. Mai 2021"),
    ],
)
def test_a_date_is_said_as_far_as_it_is_known(
    when: tuple[int, int, int], english: str, german: str
) -> None:
    assert (ENGLISH.moment(when), GERMAN.moment(when)) == (english, german)


def test_a_day_a_month_and_a_number_are_in_the_words_of_a_language() -> None:
    assert (ENGLISH.day(date(2026, 11, 6)), GERMAN.month(date(2026, 3, 6))) == (
        "6 November 2026", "März 2026",
    )  # fmt: skip
    assert (ENGLISH.number(12_400), GERMAN.number(12_400)) == ("12,400", "12.400")


def test_names_are_quoted_as_the_language_does() -> None:
    assert ENGLISH.quoted(["A"]) == "“A”"
    assert GERMAN.quoted(["A", "B", "C"]) == "„A“ und „B“ und „C“"
    assert (GERMAN.language_name("sv"), GERMAN.language_name("xx")) == ("Schwedisch", "xx")


def test_a_key_or_a_value_that_is_not_given_is_a_bug() -> None:
    t = Wording("en", {"greeting": "Hello {name}"})
    with pytest.raises(KeyError):
        t("farewell")
    with pytest.raises(KeyError):
        t("greeting")
