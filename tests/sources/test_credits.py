from datetime import date

import pytest

from rag.sources.about import About
from rag.sources.credits import note_correction, without_credits


@pytest.mark.parametrize(
    ("credit", "agency"),
    [
        ("\n\n(ENA)", "ENA"),
        ("\n\nENA", "ENA"),
        (" (ENA)", "ENA"),
        (" ENA", "ENA"),
        (" (Reuters)", "Reuters"),
        ("\n\n(dpa/AFP)", "dpa/AFP"),
        ("\n\nQuelle: dpa", "dpa"),
    ],
)
def test_a_credit_at_the_end_is_no_word_of_the_text(credit: str, agency: str) -> None:
    about = About()
    text = "It rose.\n\nIt fell." + credit
    assert text[: without_credits(text, about)] == "It rose.\n\nIt fell."
    assert about.agency == agency


@pytest.mark.parametrize(
    "text", ["ENA", "It was made in the USA", "They met in Rome (EUR)", "It rose. Then it fell."]
)
def test_what_is_no_credit_stays(text: str) -> None:
    about = About()
    assert without_credits(text, about) == len(text)
    assert about.agency == ""


def test_a_line_with_outlet_and_day_and_a_signed_moment() -> None:
    about = About()
    text = "It rose.\n\n(ENA/kb 121540 May 26)\n\nElle News Agency, 2026-05-13"
    assert text[: without_credits(text, about)] == "It rose."
    assert (about.outlet, about.published) == ("Elle News Agency", date(2026, 5, 13))
    assert (about.agency, about.date_origin) == ("ENA", "credit")


@pytest.mark.parametrize(
    ("note", "modified"),
    [
        ("Correction, 20 March 2025: it was ten, not nine.", date(2025, 3, 20)),
        ("Berichtigung: Es waren zehn, nicht neun.", None),
        ("This article was corrected on 20 March 2025 to say ten.", date(2025, 3, 20)),
        ("An earlier version of this article misstated the number.", None),
    ],
)
def test_a_correction_is_kept_with_its_day(note: str, modified: date | None) -> None:
    about = About()
    note_correction(f"It rose.\n\n{note}\n\nMore.", about)
    assert (about.correction, about.modified) == (note, modified)


def test_a_sentence_on_corrections_is_none() -> None:
    about = About()
    note_correction("The market made a correction: prices fell.", about)
    assert about.correction == ""
