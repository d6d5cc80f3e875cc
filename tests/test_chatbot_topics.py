"""Conversations: a new topic, and what continues the last one."""

import pytest

import rag
from rag import Chatbot


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Chatbot:
    """Two topics: a battery plant and a tram."""
    state = tmp_path_factory.mktemp("town")
    plant = "Verkor will employ 1,200 people at its plant in Dunkirk. It cost 1.5 billion euros."
    tram = "The referendum is on 14 June 2026. The council has 31 members. It meets on Mondays."
    rag.index([rag.Article(plant, "Verkor's jobs"), rag.Article(tram, "Tram dispute")], state)
    return rag.open(state)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("When is the referendum?", "The referendum is on 14 June 2026."),
        ("How many members are there?", "The council has 31 members."),
    ],
)
def test_a_new_topic_is_not_mixed_with_the_last_one(
    town: Chatbot, question: str, said: str
) -> None:
    history = [rag.Turn("How many people will Verkor employ in Dunkirk?", "1,200 people.")]
    answer = town.ask(question, history)
    assert answer.standalone == question
    assert answer.citations[0].quote == said


def test_a_follow_up_is_still_answered_with_what_it_refers_to(town: Chatbot) -> None:
    history = [rag.Turn("How many people will Verkor employ in Dunkirk?", "1,200 people.")]
    answer = town.ask("And what did it cost?", history)
    assert answer.standalone == f"{history[0].question} And what did it cost?"
    assert "It cost 1.5 billion euros." in answer.text
