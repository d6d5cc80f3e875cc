"""What the shipped fit and models refuse; a new training may change it."""

from pathlib import Path

import numpy as np
import pytest

import rag
from rag import Chatbot
from rag.answering.abstain import calibration
from rag.core.passage import Evidence
from rag.settings import AnswerSettings, Settings

SURE = {"match": 0.8, "apart": 6.0, "relevance": 6.0}
LOST = {"match": 0.1, "apart": 1.0, "relevance": -6.0}


@pytest.mark.parametrize("cross_encoded", [True, False])
def test_confidence_rises_with_the_evidence(cross_encoded: bool) -> None:
    fit = calibration(cross_encoded)
    values = [
        fit.probability({name: LOST[name] + step * (SURE[name] - LOST[name]) for name in SURE})
        for step in np.linspace(0, 1, 5)
    ]
    assert values == sorted(values)
    assert 0 < values[0] < fit.threshold < values[-1] < 1
    assert all(weight > 0 for weight in fit.coefficients.values())


def test_features_and_confidence_are_higher_where_there_is_an_answer(starter_bot: Chatbot) -> None:
    near = starter_bot.quote("When did Northvolt file for bankruptcy in Sweden?")
    far = starter_bot.quote("Who won the football world cup in 1954?")
    assert set(near.features) == set(SURE)
    assert all(near.features[name] > far.features[name] for name in ("match", "relevance"))
    assert near.unrefused.confidence > 0.9 > 0.3 > far.unrefused.confidence


def test_who_may_not_be_wrong_is_told_less(starter_state: Path) -> None:
    abstained = [
        rag.open(starter_state, settings=Settings(answer=AnswerSettings(risk=risk)))
        .ask("What extra duty does the EU charge on electric cars that BYD builds in China?")
        .abstained
        for risk in (0.05, 0.15)
    ]
    assert abstained == [True, False]


@pytest.mark.parametrize(
    ("question", "together"),
    [
        ("How much state aid does the Šurany plant get, and how is it split?", True),
        ("Compare Verkor and ACC", True),
        ("When did Northvolt file for bankruptcy in Sweden?", False),
    ],
)
def test_the_quotes_of_a_question_with_several_parts_are_scored_together(
    starter_bot: Chatbot, question: str, together: bool
) -> None:
    quoted = starter_bot.quote(question)
    encoder = starter_bot.searcher.cross_encoder
    assert encoder
    chosen = [
        Evidence(citation.article, citation.span, citation.quote, 0.0)
        for citation in quoted.unrefused.citations
    ]
    score = encoder.score_together(question, chosen)
    assert (quoted.features["relevance"] == pytest.approx(score, abs=0.05)) == together


def test_a_corpus_of_a_single_article_is_answered_and_refuses(tmp_path: Path) -> None:
    text = (
        "Verkor opened its plant near Dunkirk in December 2025. It makes cells for Renault. "
        "About 1,200 people work there."
    )
    rag.index(rag.Article(text, title="Verkor"), tmp_path)
    bot = rag.open(tmp_path)
    assert not bot.ask("When did Verkor open its plant near Dunkirk?").abstained
    assert bot.ask("What is the capital of Mongolia?").abstained
