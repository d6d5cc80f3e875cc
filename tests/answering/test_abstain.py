from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rag
from rag import Chatbot
from rag.answering.abstain import _apart, calibration, read_signals, threshold
from rag.settings import AnswerSettings, Settings
from rag.types import Evidence

SURE = {"match": 0.8, "apart": 6.0, "relevance": 6.0}
LOST = {"match": 0.1, "apart": 1.0, "relevance": -6.0}


@pytest.mark.parametrize("read", [True, False])
def test_confidence_is_a_probability_that_rises_with_the_evidence(read: bool) -> None:
    fit = calibration(read)
    values = [fit.probability({k: LOST[k] + s * (SURE[k] - LOST[k]) for k in SURE}) for s in np.linspace(0, 1, 5)]
    assert values == sorted(values)
    assert 0 < values[0] < fit.threshold < values[-1] < 1
    assert all(weight > 0 for weight in fit.coefficients.values()), "each signal speaks for what it says"


def test_signals_and_confidence_are_higher_where_there_is_an_answer(starter_bot: Chatbot) -> None:
    near, far = map(
        starter_bot.examine,
        ("When did Northvolt file for bankruptcy in Sweden?", "Who won the football world cup in 1954?"),
    )
    assert set(near.signals) == set(SURE)
    assert all(near.signals[name] > far.signals[name] for name in ("match", "relevance"))
    assert near.always.confidence > 0.9 > 0.3 > far.always.confidence


def test_what_is_set_goes_before_the_risk_and_that_before_the_fit() -> None:
    fit = calibration(read=True)
    assert threshold(AnswerSettings(), fit) == fit.threshold
    assert threshold(AnswerSettings(risk=0.1), fit) == fit.threshold_for(0.1)
    assert threshold(AnswerSettings(risk=0.1, min_confidence=0.25), fit) == 0.25


def test_who_may_not_be_wrong_is_told_less(starter_state: Path) -> None:
    question = "Compare Verkor and ACC"
    risks = {risk: rag.open(starter_state, settings=Settings(answer={"risk": risk})) for risk in (0.05, 0.15)}
    assert [bot.ask(question).abstained for bot in risks.values()] == [True, False]


@pytest.mark.parametrize(
    ("question", "together"),
    [
        ("How much state aid does the Šurany plant get, and how is it split?", True),
        ("Compare Verkor and ACC", True),
        ("When did Northvolt file for bankruptcy in Sweden?", False),
    ],
)
def test_what_is_quoted_is_read_as_one_where_several_things_are_asked(
    starter_bot: Chatbot, question: str, together: bool
) -> None:
    examined = starter_bot.examine(question)
    assert starter_bot.evidence
    chosen = [Evidence(citation.article, citation.span, citation.quote, 0.0) for citation in examined.always.citations]
    read = starter_bot.evidence.read_together(question, chosen)
    assert (examined.signals["relevance"] == pytest.approx(read, abs=0.05)) == together


def test_nothing_found_speaks_for_nothing() -> None:
    assert read_signals([], []) == {"match": 0.0, "apart": 0.0}


def test_a_corpus_of_one_article_is_answered_and_refuses(tmp_path: object) -> None:
    text = (
        "Verkor opened its plant near Dunkirk in December 2025. It makes cells for Renault. About 1,200 people work there."
    )
    rag.index(rag.Article(text, title="Verkor"), str(tmp_path))
    bot = rag.open(str(tmp_path))
    assert not bot.ask("When did Verkor open its plant near Dunkirk?").abstained
    assert bot.ask("What is the capital of Mongolia?").abstained


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=50))
def test_how_far_the_best_stands_out_is_never_negative_by_much(values: list[float]) -> None:
    assert np.isfinite(_apart(values))
    assert _apart([*values, 1.0][-50:]) >= 0
