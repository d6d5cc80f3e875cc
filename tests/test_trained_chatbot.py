"""Answers of the starter corpus by the default models; a new training may change them."""

from pathlib import Path

import pytest

import rag
from rag import Chatbot, Reason, Turn
from rag.settings import RetrievalSettings, Settings
from tests.exact import CHALLENGES, assert_exact

NORTHVOLT = "When did Northvolt file for bankruptcy in Sweden?"


def test_the_users_own_question(starter_bot: Chatbot) -> None:
    answer = starter_bot.ask("What challenges remain?")
    assert [sentence.text for sentence in answer.sentences] == CHALLENGES
    outlets = {citation.article.outlet for citation in answer.citations}
    assert outlets == {"000_008fac2661e1d780.txt"}
    assert_exact(answer, starter_bot)
    first, _ = starter_bot.stream("What challenges remain?")
    assert [citation.number for citation in first.citations] == [1]


def test_what_the_corpus_does_not_hold_is_refused_with_the_nearest_articles(
    starter_bot: Chatbot,
) -> None:
    answer = starter_bot.ask("What is the capital of Mongolia?")
    assert (answer.abstained, answer.reason, answer.sentences) == (True, Reason.WEAK_EVIDENCE, ())
    assert 0 < answer.confidence < 0.5
    assert len({near.article.id for near in answer.nearest}) == 3
    scores = [near.score for near in answer.nearest]
    assert scores == sorted(scores, reverse=True)


def test_a_follow_up_finds_its_sentence(starter_bot: Chatbot) -> None:
    history = [
        Turn("What was the budget of the Keliber lithium project in 2022?", "EUR 588 million.")
    ]
    answer = starter_bot.ask("How high did it climb later?", history)
    expected = "The budget rose from EUR 588 million in 2022 to EUR 783 million."
    assert expected in [sentence.text for sentence in answer.sentences]


def test_the_words_that_answer_lie_inside_the_quote(starter_bot: Chatbot) -> None:
    answer = starter_bot.ask("When does the digital battery passport become mandatory?")
    words = [
        citation.answer.shift(-citation.span.start).slice(citation.quote)
        for citation in answer.citations
        if citation.answer
    ]
    assert_exact(answer, starter_bot)
    assert any("18 February 2027" in marked for marked in words)


@pytest.mark.parametrize(
    "retrieval",
    [
        RetrievalSettings(cross_encode=0),
        RetrievalSettings(cross_encode=40, cross_encode_seconds=1e-6),
    ],
)
def test_the_answer_is_found_without_the_cross_encoder_and_in_no_time(
    starter_state: Path, retrieval: RetrievalSettings
) -> None:
    answer = rag.open(starter_state, settings=Settings(retrieval=retrieval)).ask(NORTHVOLT)
    assert any("March 2025" in sentence.text for sentence in answer.sentences)


def test_an_answer_may_be_doubted(starter_bot: Chatbot) -> None:
    first = starter_bot.ask(NORTHVOLT)
    again = starter_bot.ask("Are you sure?", [Turn(first.question, first.text)])
    assert (again.text, again.standalone) == (first.text, first.question)
    assert again.note == "A second look, in three times as many passages, came to the same answer."


def test_an_unclear_question_is_asked_back_and_the_options_are_answered(
    starter_bot: Chatbot,
) -> None:
    unclear = starter_bot.ask("How much did it cost?")
    assert (unclear.abstained, unclear.reason, unclear.sentences) == (True, Reason.UNCLEAR, ())
    assert len(unclear.options) == 3
    assert all(option.endswith(": how much did it cost?") for option in unclear.options)
    assert not starter_bot.ask(unclear.options[2]).reason
