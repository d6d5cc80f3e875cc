import pytest

from rag.language.abbreviations import BRACKETED, SHORT, long_form


@pytest.mark.parametrize(
    ("text", "short", "expected"),
    [
        ("The Maritime Accident Board (MAB) met.", "MAB", "Maritime Accident Board"),
        ("It is by the State\nOffice of Statistics (SOS).", "SOS", "State Office of Statistics"),
        ("Das Amt für Soziale Sicherung (ASS) zahlt.", "ASS", "Amt für Soziale Sicherung"),
        ("Automotive Cells Company, known as ACC, was set up.", "ACC", "Automotive Cells Company"),
        ("Das Amt für Wasser, kurz AW, warnt.", "AW", "Amt für Wasser"),
        ("It met in Rome (MAB).", "MAB", ""),
        ("The Maritime Accident Board met.", "MAB", ""),
        ("(MAB) met.", "MAB", ""),
    ],
)
def test_an_abbreviation_is_short_for_the_words_before_it_with_its_letters(
    text: str, short: str, expected: str
) -> None:
    assert long_form(text, short) == expected


def test_an_abbreviation_is_some_capitals() -> None:
    assert SHORT.findall("The MAB, the A and the 2025 of B2B, NATO.") == ["MAB", "B2B", "NATO"]
    assert BRACKETED.findall("The board (MAB) and (others)") == ["MAB"]
