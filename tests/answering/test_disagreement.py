from collections.abc import Sequence
from dataclasses import replace

import pytest

from rag.answering.disagreement import disagreement
from rag.core.article import Article
from rag.core.beside import Disagreement
from rag.core.citations import cite
from rag.core.passage import Evidence
from rag.core.span import Span

CORRECTION = "Correction: it first said 63. According to the passenger list there were 61."


def piece(text: str, words: str = "", article: str = "a", start: int = 0) -> Evidence:
    """Return a sentence that begins at a place of an article; its words answer."""
    place = start + text.index(words)
    answer = Span(place, place + len(words)) if words else None
    info = Article("x", id=article).info
    return Evidence(info, Span(start, start + len(text)), text, 1.0, answer)


def differing(told: Sequence[Evidence], *, of_days: bool = False) -> Disagreement | None:
    return disagreement(told, cite(told)[1], of_days=of_days)


def texts(made: Disagreement | None) -> list[str]:
    assert made
    return [side.text for side in made.sides]


def test_each_side_has_its_words_their_place_and_its_citation() -> None:
    told = [piece("Turnout was 47.6 percent.", "47.6 percent", start=30)]
    told.append(piece("It was 47.1 percent.", "47.1 percent", article="b"))
    made = differing(told)
    assert made
    assert [(side.text, side.span, side.citation) for side in made.sides] == [
        ("47.6 percent", Span(42, 54), 1),
        ("47.1 percent", Span(7, 19), 2),
    ]
    assert not made.corrected


def test_what_a_correction_says_comes_first() -> None:
    later = piece("The ferry had 63 passengers.", "63", article="b")
    made = differing([later, piece(CORRECTION, "61")])
    assert texts(made) == ["61", "63"]
    assert made
    assert made.corrected
    assert [side.citation for side in made.sides] == [2, 1]


def test_a_denial_says_the_number_that_it_does_not_deny_with_its_bound() -> None:
    denial = piece("Fewer than 150 flats came back, not 410.", article="b")
    first = piece("In all 410 flats came back.", "410")
    assert texts(differing([denial, first])) == ["Fewer than 150", "410"]


def test_a_bound_before_the_words_that_answer_belongs_to_them() -> None:
    told = [
        piece("It cost about 20 million.", "20 million"),
        piece("It cost 30 million.", "30 million"),
    ]
    assert texts(differing(told)) == ["about 20 million", "30 million"]


def test_of_many_words_the_number_is_taken() -> None:
    long = piece(
        "There were 61 people on board that day in March.", "61 people on board that day in"
    )
    assert texts(differing([long, piece("It had 63.", "63", article="b")])) == ["61", "63"]


def test_days_differ_too() -> None:
    told = [piece("It opened on 6 September 2026."), piece("It opens in 2025.", "2025", "b")]
    assert texts(differing(told, of_days=True)) == ["6 September 2026", "2025"]


@pytest.mark.parametrize("text", ["That is wrong.", "Some say 61, some say 62."])
def test_where_a_side_has_no_single_value_there_are_none(text: str) -> None:
    assert differing([piece(text), piece("It had 63.", "63", article="b")]) is None


def test_what_is_not_cited_is_no_side() -> None:
    told = [piece("It had 61.", "61"), piece("It had 63.", "63", article="b")]
    elsewhere = replace(told[1], span=Span(50, 60))
    assert disagreement(told, cite([told[0], elsewhere])[1]) is None
