import pytest

from rag.checking.shares import about, differing_shares, same_shares
from rag.language.parsed import parse


def test_what_stands_before_a_value_is_about_it() -> None:
    claim = parse("It lost more than 70 percent, and 5 boats.")
    words = [about(claim, one.span).slice(claim.text) for one in claim.quantities]
    assert words == ["more than ", "5 boats"[: len(claim.quantities[1].span)]]


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        ("About half of them came.", True),
        ("Less than two thirds of them came.", True),
        ("More than two thirds of them came.", False),
        ("52 percent of them came.", True),
        ("A quarter of them came.", False),
    ],
)
def test_a_share_is_said_otherwise(claim: str, holds: bool) -> None:
    assert bool(same_shares(parse(claim), parse("Of the 50 guests 26 came."))) is holds


def test_shares_that_differ() -> None:
    claim, text = parse("Half of them came."), parse("Of the 50 guests 40 came.")
    places = [(a.slice(claim.text), b.slice(text.text)) for a, b in differing_shares(claim, text)]
    assert places == [("Half", "40")]
