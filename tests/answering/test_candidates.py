from datetime import date

import pytest

from rag.answering.candidates import (
    CHUNK_WEIGHT,
    CHUNKS_USED,
    SENTENCE_WEIGHT,
    candidates,
    short_answer,
)
from rag.core.request import Kind, Period, Sought
from rag.core.span import Span
from rag.search.hybrid import ScoredChunk
from tests.answering.builders import candidate, prediction, scored_chunk


def texts(found: list[ScoredChunk]) -> list[str]:
    return [candidate.evidence.text for candidate in candidates(found)]


def test_headings_and_hashtags_are_no_candidates() -> None:
    assert texts([scored_chunk("# Heading here", "A sentence.", "#eu #cells")]) == ["A sentence."]


def test_a_score_is_the_match_and_the_chunks_and_the_cross_encoders() -> None:
    plain, judged = (
        candidates([scored_chunk("A sentence.", score=2.0, prediction=judged_by)])[0]
        for judged_by in (None, prediction([0.0]))
    )
    assert plain.evidence.score == pytest.approx(0.5 + 2 * CHUNK_WEIGHT)
    assert judged.evidence.score == pytest.approx(plain.evidence.score + SENTENCE_WEIGHT / 2)


def test_only_chunks_that_the_cross_encoder_saw_give_candidates_where_it_saw_any() -> None:
    seen = scored_chunk("Seen.", prediction=prediction([0.0]))
    unseen = scored_chunk("Unseen.", article="b", score=9.0)
    assert texts([unseen, seen]) == ["Seen."]
    assert texts([unseen, scored_chunk("Another.")]) == ["Unseen.", "Another."]
    many = [scored_chunk(f"Chunk {n}.", article=f"a{n:02d}") for n in range(20)]
    assert len(texts(many)) == CHUNKS_USED


def test_candidates_are_sorted_and_ties_break_by_place() -> None:
    found = [scored_chunk("B.", "A.", article="b"), scored_chunk("C.", article="a")]
    assert texts(found) == ["C.", "B.", "A."]


@pytest.mark.parametrize(
    ("relevance", "answer", "marked"),
    [
        (1.0, Span(11, 16), Span(11, 16)),
        (-1.0, Span(11, 16), None),
        (1.0, Span(0, 16), None),
        (1.0, Span(11, 25), None),
        (1.0, None, None),
    ],
)
def test_the_words_that_answer_are_few_of_a_sentence_of_a_chunk_that_answers(
    relevance: float, answer: Span | None, marked: Span | None
) -> None:
    judged_by = prediction([0.0, 0.0], relevance, answer)
    found = candidates([scored_chunk("It is from Heide.", "Since 2021.", prediction=judged_by)])
    by_text = {candidate.evidence.text: candidate.evidence.answer for candidate in found}
    assert by_text["It is from Heide."] == marked


def test_the_short_answer_is_of_the_best_chunk_that_has_any() -> None:
    without = scored_chunk("Nothing.", prediction=prediction([0.0]))
    best = scored_chunk("It is Heide.", prediction=prediction([0.0], answer=Span(6, 11)))
    short = short_answer([without, best])
    assert short
    assert (short.text, short.span, short.score) == ("Heide", Span(6, 11), 3.0)
    assert short_answer([scored_chunk("Nothing.")]) is None


def test_length_counts_words() -> None:
    assert candidate("one two three", 0.5, [0.5]).length == 3


def test_rows_that_are_not_named_come_last() -> None:
    lines = ("Fish | Price", "Perch | 13", "Pike-perch | 18", "Pike | 20")
    found = [scored_chunk(*lines)]
    pool = candidates(found, Sought("What does pike-perch cost?"))
    assert [one.evidence.text for one in pool[:2]] == ["Fish | Price", "Pike-perch | 18"]
    assert pool[0].evidence.score > pool[2].evidence.score + 0.9
    whole = candidates(found, Sought("What does pike-perch cost?", all_rows=True))
    assert whole[0].evidence.score == whole[3].evidence.score


def test_reasons_and_the_time_asked_about_count() -> None:
    found = [
        scored_chunk("It closed in 2024.", "It closed because of costs.", "It closed in 2020.")
    ]
    reason = candidates(found, Sought("Why?", kind=Kind.REASON))[0]
    assert reason.evidence.text == "It closed because of costs."
    asked = Sought("What?", periods=(Period(date(2020, 1, 1), date(2020, 12, 31)),))
    assert candidates(found, asked)[0].evidence.text == "It closed in 2020."
