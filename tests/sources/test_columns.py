import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.sources.columns import with_rows


def test_columns_and_tabs_become_rows() -> None:
    table = (
        "Place         E. coli   Depth\n"
        "City Beach    210       1.6 m\n"
        "North Bay     95        2.3 m"
    )
    rows = "Place | E. coli | Depth\nCity Beach | 210 | 1.6 m\nNorth Bay | 95 | 2.3 m"
    assert with_rows(f"Before.\n\n{table}\n\nAfter.\n") == f"Before.\n\n{rows}\n\nAfter.\n"
    assert with_rows("a\tb\nc\td\ne\tf") == "a | b\nc | d\ne | f"


def test_numbers_at_the_right_and_rules_between() -> None:
    table = "Town       Euros\n---------  -----\nHeide       4.10\nBonn       13.90"
    assert with_rows(table) == "Town | Euros\nHeide | 4.10\nBonn | 13.90"


@pytest.mark.parametrize(
    "text",
    [
        "It rose.  Then it fell.\nNobody  knew why.\nIt rose again.",
        "A line  with two spaces.",
        "One.  Two.\nThree.  Four.",
        "He came.  She left.\nThey all went.  Nobody stayed.\nSo it is.  Again.",
    ],
)
def test_prose_with_two_spaces_after_a_full_stop_is_no_table(text: str) -> None:
    assert with_rows(text) == text


@given(st.text(alphabet="ab. \t\n|-", max_size=300))
def test_no_word_is_lost(text: str) -> None:
    kept = with_rows(text)
    assert sorted(filter(str.isalpha, kept)) == sorted(filter(str.isalpha, text))
