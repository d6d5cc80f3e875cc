from dataclasses import replace
from datetime import date
from math import isfinite

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag import Chatbot
from rag.answering.abstain import (
    abstention_features,
    calibration,
    refusal,
    refuse,
    second_look,
    threshold,
)
from rag.answering.candidates import candidates
from rag.core.answer import Answer, Reason, Sentence
from rag.core.corpus import Filter
from rag.core.statement import Says, statement
from rag.core.timing import Deadline
from rag.question.request import understand
from rag.search.searcher import Found
from rag.settings import AnswerSettings
from tests.answering.builders import prediction, scored_chunk

FIT = calibration(cross_encoded=True)
QUESTION = understand("Who owned ACC in 2024?")
UNCLEAR = understand("How much did it cost?")
FOUND = Found(
    [scored_chunk("A.", article="a", title="A"), scored_chunk("B.", article="b", title="B")],
    [],
    Deadline(None),
)


def test_what_is_set_goes_before_the_risk_and_that_before_the_fit() -> None:
    assert threshold(AnswerSettings(), FIT) == FIT.threshold
    assert threshold(AnswerSettings(risk=0.1), FIT) == FIT.threshold_for(0.1)
    assert threshold(AnswerSettings(risk=0.1, min_confidence=0.25), FIT) == 0.25


def test_features_are_the_best_match_how_far_it_stands_out_and_the_relevance() -> None:
    found = [
        scored_chunk("A.", maxsim=0.7, prediction=prediction([0.0], relevance=2.0)),
        scored_chunk("B.", article="b", maxsim=0.3, prediction=prediction([0.0], relevance=-1.0)),
    ]
    features = abstention_features(candidates(found), found)
    assert set(features) == {"match", "apart", "relevance"}
    assert (features["match"], features["relevance"]) == (0.5, 2.0)
    assert features["apart"] > 3
    assert abstention_features(candidates(found), found, together=4.0)["relevance"] == 4.0


def test_without_a_cross_encoder_there_is_no_relevance() -> None:
    assert set(abstention_features([], [scored_chunk("A.")])) == {"match", "apart"}


def test_nothing_found_speaks_for_nothing() -> None:
    assert abstention_features([], []) == {"match": 0.0, "apart": 0.0}


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=49))
def test_the_best_of_a_corpus_stands_out_of_it(values: list[float]) -> None:
    def apart(maxsims: list[float]) -> float:
        found = [scored_chunk("A.", maxsim=maxsim) for maxsim in maxsims]
        return abstention_features([], found)["apart"]

    assert isfinite(apart(values))
    assert apart([1.0, *values]) >= 0


@pytest.mark.parametrize("cross_encoded", [True, False])
def test_confidence_is_a_probability(cross_encoded: bool) -> None:
    fit = calibration(cross_encoded)
    for value in np.linspace(-5, 5, 5):
        assert 0 < fit.probability(dict.fromkeys(("match", "apart", "relevance"), value)) < 1


@pytest.mark.parametrize(
    ("is_weak", "reason"), [(True, Reason.WEAK_EVIDENCE), (False, Reason.NONE)]
)
def test_weak_evidence_is_refused(starter_bot: Chatbot, is_weak: bool, reason: Reason) -> None:
    with starter_bot.library.snapshot() as snapshot:
        assert refusal(QUESTION, FOUND, snapshot, is_weak) is reason


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        (Filter(), Reason.NOTHING_FOUND),
        (Filter(outlets=("nobody",)), Reason.NOTHING_FOUND),
        (Filter(until=date(1999, 1, 1)), Reason.OUTSIDE_DATES),
        (Filter(until=date(2025, 12, 31)), Reason.NOTHING_FOUND),
    ],
)
def test_where_nothing_was_found_the_dates_may_be_why(
    starter_bot: Chatbot, where: Filter, reason: Reason
) -> None:
    with starter_bot.library.snapshot(where) as snapshot:
        assert refusal(QUESTION, replace(FOUND, whole=[]), snapshot, is_weak=True) is reason


def test_an_unclear_question_is_asked_back_where_several_articles_fit(
    starter_bot: Chatbot,
) -> None:
    with starter_bot.library.snapshot() as snapshot:
        assert refusal(UNCLEAR, FOUND, snapshot, is_weak=False) is Reason.UNCLEAR
        alone = replace(FOUND, whole=FOUND.whole[:1])
        assert refusal(UNCLEAR, alone, snapshot, is_weak=False) is Reason.NONE


def test_a_refusal_says_what_was_searched_and_names_the_nearest_articles_each_once(
    starter_bot: Chatbot,
) -> None:
    twice = replace(FOUND, whole=[*FOUND.whole, scored_chunk("C.", article="a", title="A")])
    answer = Answer("How much did it cost?", "How much did it cost?", (Sentence("A.", (1,)),))
    missing = replace(QUESTION, missing=("Heidi",))
    with starter_bot.library.snapshot() as snapshot:
        refused = refuse(answer, Reason.WEAK_EVIDENCE, twice, missing, snapshot)
        unclear = refuse(answer, Reason.UNCLEAR, FOUND, UNCLEAR, snapshot)
    assert (refused.abstained, refused.reason) == (True, Reason.WEAK_EVIDENCE)
    assert (refused.sentences, refused.citations, refused.options) == ((), (), ())
    assert refused.message == (
        "The articles do not hold a clear answer to this. “Heidi” stands in none of them. "
        f"Searched: {starter_bot.facts().articles} articles."
    )
    assert [near.article.id for near in refused.nearest] == ["a", "b"]
    assert unclear.options == ("A: how much did it cost?", "B: how much did it cost?")


def test_a_question_in_another_language_is_answered_only_when_sure(starter_bot: Chatbot) -> None:
    german = understand("Wem gehörte ACC und wo ist das Werk?")
    with starter_bot.library.snapshot() as snapshot:
        assert refusal(german, FOUND, snapshot, is_weak=False, is_sure=True) is Reason.NONE
        why = refusal(german, FOUND, snapshot, is_weak=False, is_sure=False)
        refused = refuse(Answer("Q?", "Q?"), why, FOUND, german, snapshot)
    assert why is Reason.OTHER_LANGUAGE
    assert "in German, the articles are in English" in refused.message


def test_a_second_look_says_whether_the_answer_is_the_same() -> None:
    assert second_look("", "A. [1]") == ()
    assert second_look("A. [1]", "A. [1]") == (statement(Says.SAME_AGAIN),)
    assert second_look("A. [1]", "B. [1]") == (statement(Says.OTHER_AGAIN),)
