"""Overviews of the starter corpus by the default models; a new training may change them."""

from collections import Counter

import pytest

from rag import Chatbot
from rag.answering.budget import OF_ARTICLE
from rag.core.answer import Reason


def test_a_timeline_is_a_dated_list_in_order(starter_bot: Chatbot) -> None:
    answer = starter_bot.ask("Timeline of Northvolt")
    order = [sentence.when for sentence in answer.sentences]
    assert len(order) >= 8
    assert order == sorted(order)
    assert (2025, 3, 12) in order
    assert all(sentence.bullet for sentence in answer.sentences)
    assert answer.text.startswith("- ")


def test_a_comparison_stands_in_columns_of_what_is_compared(starter_bot: Chatbot) -> None:
    answer = starter_bot.ask("Compare Verkor and ACC")
    articles = Counter(citation.article.id for citation in answer.citations)
    assert {"2025-12-verkor-dunkirk", "2026-02-acc-termoli-kaiserslautern"} <= set(articles)
    assert max(articles.values()) <= OF_ARTICLE
    assert answer.columns == ("Verkor", "ACC")
    assert {sentence.column for sentence in answer.sentences} >= {0, 1}
    assert all(
        answer.columns[sentence.column] in sentence.text
        for sentence in answer.sentences
        if sentence.column is not None and "It" not in sentence.text
    )


def test_a_refused_comparison_has_no_columns(starter_bot: Chatbot) -> None:
    answer = starter_bot.ask("Compare the Ming dynasty and the Qing dynasty")
    assert (answer.abstained, answer.columns, answer.sentences) == (True, (), ())


@pytest.mark.parametrize(
    "question",
    [
        "Summarise the history of the Ming dynasty",
        "Timeline of the French revolution",
        "Compare Ferrari and Porsche",
    ],
)
def test_an_overview_of_what_the_articles_do_not_hold_is_refused(
    starter_bot: Chatbot, question: str
) -> None:
    assert starter_bot.ask(question).reason is Reason.WEAK_EVIDENCE
