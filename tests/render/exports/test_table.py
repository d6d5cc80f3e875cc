import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.render.exports.table import COLUMNS, harmless, table
from tests.render.exports.samples import CONVERSATION, FACT, PLANT, REFUSED

FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20"


def test_a_row_for_each_citation_of_all_answers() -> None:
    rows = list(csv.DictReader(StringIO(table(CONVERSATION).removeprefix("\ufeff"))))
    assert [row["number"] for row in rows] == [str(number) for number in range(1, 13)]
    assert rows[0] == dict(
        zip(
            COLUMNS,
            (
                "1",
                FACT.question,
                "The plant in Heide has 900 jobs.",
                "A plant in Heide",
                "Lakeside Courier",
                "2026-10-05",
                "Ida Berg, Kurt Velten",
                "https://courier.example/heide?a=1&b=2",
                "1",
                "a-plant-in-heide",
                "0",
                "32",
                PLANT.sha256,
                "",
            ),
            strict=True,
        )
    )


def test_a_refusal_is_a_head_without_rows() -> None:
    assert table([REFUSED]).count("\r\n") == 1


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("\t=1", "'=1"),
        ('"=1', "\"'=1"),
        ("a;-1", "a;'-1"),
        ("\uff1d1", "'\uff1d1"),
        ("1-2=3 @ home", "1-2=3 @ home"),
        ("a\r\nb", "a b"),
    ],
)
def test_a_cell_that_looks_like_a_formula_is_a_text(cell: str, shown: str) -> None:
    assert harmless(cell) == shown


@given(st.text(alphabet=FORMULA + "; '\"a1\t\r\n,\\"))
def test_however_a_spreadsheet_splits_it_no_cell_is_a_formula(cell: str) -> None:
    for part in harmless(cell).split(";"):
        assert not part.strip(' "\t').startswith(tuple(FORMULA))
