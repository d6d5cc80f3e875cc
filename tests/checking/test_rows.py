import pytest

from rag.checking.around import Around
from rag.checking.rows import weigh_rows
from rag.core.article import Article
from rag.core.passage import Evidence
from rag.core.span import Span
from rag.language.parsed import parse

TEXT = """Ferries have become dearer.

Route | Adults (euros) | Children (euros) | Crossing (minutes)
Heide - Skarn | 12.40 | 6.20 | 35
Heide - Little Skarn | 9.50 | free | 25

The old fares | 3 | 4"""
ARTICLE = Article(TEXT, "Fares", id="fares")
ROW = "Heide - Skarn | 12.40 | 6.20 | 35"


def weighed(claim: str, row: str = ROW) -> list[tuple[str, list[str], str]]:
    at = TEXT.index(row)
    piece = Evidence(ARTICLE.info, Span(at, at + len(row)), row, 1.0)
    return [
        (
            one.piece.text,
            [clash.place.slice(TEXT) for clash in one.clashes],
            one.also.slice(TEXT) if one.also else "",
        )
        for one in weigh_rows(parse(claim), [piece], {"fares": Around(ARTICLE)})
    ]


HEAD = "Route | Adults (euros) | Children (euros) | Crossing (minutes)"
OTHER = "Heide - Little Skarn | 9.50 | free | 25"


@pytest.mark.parametrize(
    ("claim", "row", "instead"),
    [
        ("An adult pays 12.40 euros from Heide to Skarn.", ROW, []),
        ("Adults pay 6.20 euros from Heide to Skarn.", ROW, ["12.40"]),
        ("Children pay about 6 euros from Heide to Skarn.", ROW, []),
        ("The crossing from Heide to Little Skarn takes 35 minutes.", OTHER, ["25"]),
        ("Children travel free from Heide to Little Skarn.", OTHER, []),
    ],
)
def test_a_cell_is_read_with_its_heads(claim: str, row: str, instead: list[str]) -> None:
    assert weighed(claim) == [(row, instead, HEAD)]


@pytest.mark.parametrize(
    "claim",
    [
        "A dog costs 3 euros from Heide to Skarn.",
        "Adults pay 12.40 euros.",
        "Adults from Heide to Skarn are many.",
        "Children pay a lot from Heide to Little Skarn.",
        "Adults own 12 castles, dragons, wizards and kingdoms from Heide to Skarn.",
    ],
)
def test_what_no_cell_says(claim: str) -> None:
    assert weighed(claim) == []


def test_a_line_with_numbers_is_no_head() -> None:
    assert weighed("The old fares were 3.", "The old fares | 3 | 4") == []
