from dataclasses import replace

import pytest

from rag.answering.candidates import Candidate
from rag.answering.lead import StandsOut, exactly, find_lead, stands_out
from rag.core.answer import Citation
from rag.core.passage import Evidence
from rag.core.span import Location, Span
from rag.question.request import understand
from tests.answering.builders import candidate, prediction

SENTENCE = candidate("It opened in May 2021 in Heide with a speech.", 0.9, [0.5])


def best_with(words: Span | None) -> Candidate:
    """Return the sentence as the cross-encoder reads it, with the words that stand out."""
    return replace(SENTENCE, prediction=prediction([3.0], relevance=6.0, answer=words))


BEST = best_with(Span(10, 21))
OTHER = candidate("It closed.", 0.4, [0.5], start=60)


def citation(evidence: Evidence) -> Citation:
    return Citation(1, evidence.article, evidence.span, evidence.text)


def test_the_words_that_stand_out_are_quoted_where_they_surely_answer() -> None:
    words = stands_out(understand("When did the plant open?"), [BEST, OTHER])
    assert words
    assert words.text == "in May 2021"
    assert words.features["gap"] == pytest.approx(0.5)
    lead = find_lead(words, [citation(BEST.evidence)])
    assert lead
    assert lead.citation
    assert lead.text in lead.citation.quote
    assert find_lead(words, [citation(OTHER.evidence)]) is None, "its sentence is not quoted"


def test_what_is_not_sure_is_not_shown() -> None:
    place = Location("a", Span(0, 5))
    words = StandsOut(place, "x", features={"relevance": -9.0, "certainty": -9.0, "gap": 0.0})
    assert not words.is_sure
    assert find_lead(words, [citation(BEST.evidence)]) is None
    assert find_lead(None, []) is None


def test_what_a_rule_finds_needs_no_fit_and_keeps_its_unit() -> None:
    words = exactly(BEST.evidence.place, "2021", "million euros")
    assert words.is_sure
    lead = find_lead(words, [citation(BEST.evidence)])
    assert lead
    assert (lead.text, lead.said) == ("2021", "2021 million euros")


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("Who opened the plant?", best_with(Span(10, 13))),
        ("When did the plant open?", best_with(None)),
        ("When did the plant open?", SENTENCE),
        ("When did the plant open?", best_with(Span(0, 45))),
        ("Timeline of the plant", BEST),
        ("When did the plant open, and who paid for it?", BEST),
    ],
)
def test_no_words_stand_out(question: str, best: Candidate) -> None:
    assert stands_out(understand(question), [best, OTHER]) is None


def test_nothing_found_has_no_lead() -> None:
    assert stands_out(understand("When?"), []) is None
