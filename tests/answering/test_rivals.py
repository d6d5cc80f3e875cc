from dataclasses import replace
from datetime import date

import pytest

from rag.answering.candidates import Candidate
from rag.answering.rivals import (
    correction,
    introduction,
    with_rivals,
)
from rag.core.article import Article
from rag.core.passage import Evidence
from rag.core.span import Span
from rag.core.statement import Says
from rag.question.request import understand
from rag.search.hybrid import ScoredChunk
from tests.answering.builders import candidate, scored_chunk

ASKED = understand("How many passengers were on board?")


def answering(text: str, words: str, article: str, day: date, score: float = 0.9) -> Candidate:
    """Return a sentence whose words answer."""
    made = candidate(text, score, [0.5], article=article)
    info = Article("x", id=article, published=day).info
    place = text.index(words)
    answer = Span(place, place + len(words))
    return replace(made, evidence=replace(made.evidence, article=info, answer=answer))


def published(found: ScoredChunk, day: date) -> ScoredChunk:
    chunk = found.matched.chunk
    dated = replace(chunk, article=replace(chunk.article, published=day))
    return replace(found, matched=replace(found.matched, chunk=dated))


FIRST = answering("The ferry had 63 passengers on board.", "63", "a", date(2025, 3, 14))


def told(pool: list[Candidate], *found: ScoredChunk) -> list[Evidence]:
    return with_rivals([pool[0].evidence], pool, found, ASKED)


def test_answers_that_agree_stay_as_they_are() -> None:
    same = answering("It had 63 people.", "63", "b", date(2025, 3, 15))
    far = answering("It had 70 people.", "70", "b", date(2025, 3, 15), score=0.1)
    metres = answering("It is 40 metres long.", "40 metres", "c", date(2025, 3, 15))
    assert told([FIRST, same, metres, far]) == [FIRST.evidence]


def test_another_article_with_another_number_stands_beside_the_first_newest_first() -> None:
    later = answering("There were 61 passengers.", "61", "b", date(2025, 3, 19))
    copy = answering("61 passengers were there.", "61", "c", date(2025, 3, 18))
    pieces = told([FIRST, later, copy])
    assert [(piece.article.id, piece.when) for piece in pieces] == [
        ("b", (2025, 3, 19)),
        ("a", (2025, 3, 14)),
    ]
    assert correction(pieces) is None


def test_another_day_of_the_same_stands_beside_the_first() -> None:
    asked = understand("When does the tram line to Heide open?")
    plan = answering("The tram line to Heide will open in 2025.", "2025", "a", date(2020, 1, 1))
    later = answering(
        "The tram line to Heide opened on 6 September 2026.",
        "6 September 2026",
        "b",
        date(2026, 9, 7),
    )
    same = answering(
        "The tram line to Heide opened on 6 September.", "6 September", "c", date(2026, 9, 8)
    )
    else_ = answering("The bridge in Marne opened in 1984.", "1984", "d", date(2026, 9, 7))
    pieces = with_rivals([plan.evidence], [plan, later, else_], [], asked)
    assert [piece.article.id for piece in pieces] == ["b", "a"]
    assert with_rivals([later.evidence], [later, same], [], asked) == [later.evidence]


def test_a_correction_brings_what_is_right_and_leads() -> None:
    note = scored_chunk(
        "Correction: This article first said that 63 passengers were on board.",
        "According to the passenger list there were 61.",
        article="b",
    )
    pieces = told([FIRST], published(note, date(2025, 3, 20)))
    assert [piece.when for piece in pieces] == [(2025, 3, 20), (2025, 3, 14)]
    assert pieces[0].text.endswith("there were 61.")
    right = correction(pieces)
    assert right
    assert right.answer
    assert right.answer.shift(-right.span.start).slice(right.text) == "61"


def test_without_a_day_a_correction_comes_first() -> None:
    note = scored_chunk(
        "It corrected its figure: 61 passengers were on board, not 63.", article="b"
    )
    undated = candidate("The ferry had 63 passengers on board.", 0.9, [0.5])
    answer = Span(14, 16)
    first = replace(undated, evidence=replace(undated.evidence, answer=answer))
    pieces = told([first], note)
    assert [piece.article.id for piece in pieces] == ["b", "a"]
    assert introduction(pieces).says is Says.DIFFER
    assert introduction([FIRST.evidence]).says is Says.DIFFER_NEWEST_FIRST


@pytest.mark.parametrize(
    "text",
    [
        "Correction: the ferry had 63 passengers, not 65 or 67 passengers on board.",
        "Not 63 passengers, but fewer than 60 were on board.",
    ],
)
def test_what_denies_a_number_without_one_right_instead_is_told_but_leads_not(text: str) -> None:
    pieces = told([FIRST], published(scored_chunk(text, article="b"), date(2025, 3, 20)))
    assert pieces[0].text == text
    assert correction(pieces) is None


@pytest.mark.parametrize(
    "question",
    ["Timeline of the ferry", "Which ferries had passengers?", "Who was on board, and why was it?"],
)
def test_overviews_lists_and_several_questions_have_no_rivals(question: str) -> None:
    later = answering("There were 61 passengers.", "61", "b", date(2025, 3, 19))
    pieces = with_rivals([FIRST.evidence], [FIRST, later], [], understand(question))
    assert pieces == [FIRST.evidence]


def test_what_has_no_number_has_no_rival() -> None:
    plain = candidate("It struck the quay.", 0.9, [0.5])
    assert with_rivals([plain.evidence], [plain], [], ASKED) == [plain.evidence]
    assert with_rivals([], [], [], ASKED) == []
