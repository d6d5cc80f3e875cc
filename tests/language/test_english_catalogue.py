import pytest

from rag.language.english_catalogue import CATALOGUE, TIMES


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("articles since 2025", True),
        ("What was reported?", True),
        ("What did the paper print, and what was published?", True),
        ("The report of 2024 says so", False),
        ("What happened?", False),
    ],
)
def test_a_question_speaks_of_publication_or_not(text: str, expected: bool) -> None:
    assert bool(CATALOGUE.published.search(text)) is expected


def test_times_have_names_in_small_letters() -> None:
    assert set(TIMES.units) == {"day", "week", "month", "year"}
    assert TIMES.seasons["winter"] == (12, 2)
    match = TIMES.relative.search("in the past two weeks")
    assert match
    assert (match["count"], match["units"]) == ("two", "weeks")
