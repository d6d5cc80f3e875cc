import pytest

from rag.checking.clashes import find_clashes
from rag.language.parsed import parse

CASES = [
    (
        "The trip takes 18 minutes.",
        "The trip takes 19 minutes.",
        ("number", "18 minutes", "19 minutes"),
    ),
    (
        "The state pays half of it.",
        "The state pays 60 percent of it.",
        ("share", "half", "60 percent"),
    ),
    (
        "The line opened in May 2021.",
        "The line opened in June 2021.",
        ("date", "May 2021", "June 2021"),
    ),
    ("Ida Holm opened the line.", "Olaf Berg opened the line.", ("name", "Ida Holm", "Olaf Berg")),
    ("Rents rose in Nordfeld.", "Rents fell in Nordfeld.", ("opposite", "rose", "fell")),
    (
        "The town expects revenue of 612 million euros.",
        "The town spends 612 million euros but expects to take in 571 million euros.",
        ("role", "612 million euros", "571 million euros"),
    ),
]


@pytest.mark.parametrize(("claim", "text", "clash"), CASES)
def test_what_differs(claim: str, text: str, clash: tuple[str, str, str]) -> None:
    (found,) = find_clashes(parse(claim), parse(text), 100)
    place = found.place.shift(-100)
    assert (found.kind, found.claim.slice(claim), place.slice(text)) == clash


def test_a_denial_differs() -> None:
    claim = "Aalto blames the tram for the gap."
    (found,) = find_clashes(parse(claim), parse("Aalto denied that the tram was to blame."), 0)
    assert found.kind == "negation"


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("It cost 103 million euros more.", "It cost 251 million euros, 103 million more."),
        ("Eleven people came.", "11 people came."),
        ("The state pays half.", "The state pays 50 percent."),
        ("It did not open.", "It did not open."),
    ],
)
def test_what_does_not_differ(claim: str, text: str) -> None:
    assert find_clashes(parse(claim), parse(text), 0) == ()


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("The firm bought the farm.", "The farm was sold to the firm."),
        ("Aidan Roe sold the farm.", "The farm at Kell Bay was sold to a firm."),
        ("The county has not yet replied to doctors.", "Doctors wrote to the county."),
        ("Roe keeps 20 percent of it.", "Roe keeps a fifth of it."),
        ("60 percent of the council voted for it.", "Of its 40 members 24 voted for it."),
        ("It lost more than two thirds of it.", "It lost 70 percent of it."),
    ],
)
def test_what_says_the_same(claim: str, text: str) -> None:
    assert find_clashes(parse(claim), parse(text), 0) == ()


@pytest.mark.parametrize(
    ("claim", "text", "kind"),
    [
        ("The firm bought the farm.", "The firm sold the farm.", "opposite"),
        ("Roe keeps 30 percent of it.", "Roe keeps a fifth of it.", "share"),
        ("Half of the council voted for it.", "Of its 40 members 24 voted for it.", "share"),
        ("Cars may no longer cross it.", "Cars may still cross it.", "negation"),
    ],
)
def test_what_says_something_else(claim: str, text: str, kind: str) -> None:
    assert [one.kind for one in find_clashes(parse(claim), parse(text), 0)] == [kind]
