import pytest

from rag.language.credits import is_credit


@pytest.mark.parametrize(
    "text",
    [
        "Rostow-on-Lake, 3 November 2026.",
        "16 February 2026.",
        "By Anna Keller.",
        "By Anna Keller and Joost Brandt in Kiel.",
        "Photo: Anna Keller.",
        "Picture by Anna Keller/ENA.",
        "KIEL, 3 May 2026 (ENA).",
        "(Reuters)",
        "ENA/DPA.",
    ],
)
def test_a_line_of_names_dates_and_agencies_is_a_credit(text: str) -> None:
    assert is_credit(text)


@pytest.mark.parametrize(
    "text",
    [
        "On 3 May 2025.",
        "By May 2025 it was full.",
        "In Kiel on 20 January 2026.",
        "Anna Keller.",
        "The worst day was 2 December 1978.",
        "Yes: Anna Keller.",
        "By Monday the water of the river had risen by two metres in the old town, Kiel.",
        "He died in 2012.",
        "The SWO warns (SWO).",
        "42.",
        "Town | Price in 2024 (Euro)",
    ],
)
def test_a_sentence_that_tells_something_is_none(text: str) -> None:
    assert not is_credit(text)


def test_german_lines_are_told_by_german_words() -> None:
    assert is_credit("Von Anna Keller und Joost Brandt.", "de")
    assert is_credit("Lindenau, 3. Mai 2026.", "de")
    assert not is_credit("Von Kiel nach Heide.", "de")
