from dataclasses import replace

import pytest

from rag.answering.budget import SENTENCES, budget
from rag.core.request import Kind
from rag.question.request import understand
from rag.settings import AnswerSettings

SETTINGS = AnswerSettings()


def test_a_fact_needs_fewer_sentences_than_a_list() -> None:
    fact, several = understand("Who owns ACC?"), understand("Which firms own ACC?")
    assert budget(fact, SETTINGS).sentences == SENTENCES[Kind.FACT]
    assert budget(several, SETTINGS).sentences == SENTENCES[Kind.LIST]
    assert budget(fact, SETTINGS).words == SETTINGS.words


def test_each_part_has_its_sentences_within_what_the_settings_allow() -> None:
    both = understand("Who owns ACC, and where does it build?")
    long = AnswerSettings(sentences=20)
    assert budget(both, long).sentences == 2 * SENTENCES[Kind.FACT]
    assert budget(both, AnswerSettings(sentences=3)).sentences == 3


@pytest.mark.parametrize(
    ("question", "sentences", "words"),
    [
        ("Sum up the vote in three sentences", 3, 120),
        ("A 60 word summary of the vote", 5, 60),
        ("Summarise the vote", 5, 160),
        ("Timeline of the vote", 10, 320),
    ],
)
def test_an_overview_is_as_long_as_is_asked_for(question: str, sentences: int, words: int) -> None:
    limits = budget(understand(question), SETTINGS)
    assert (limits.sentences, limits.words) == (sentences, words)
    assert limits.of_article


def test_a_size_holds_for_other_answers_too() -> None:
    request = replace(understand("Who owns ACC?"), limit=1, words=30)
    assert budget(request, SETTINGS).sentences == 1
    assert budget(request, SETTINGS).words == 30
