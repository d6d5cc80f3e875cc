from dataclasses import replace

import pytest

from rag.answering.certainty import bounds, certainty
from rag.core.answer import Answer, Certainty, Citation, Sentence
from rag.core.article import Article
from rag.core.span import Span

ARTICLE = Article("It opened in May.", title="T").info
ANSWER = Answer(
    "Q?",
    "Q?",
    (Sentence("It opened in May.", (1,)),),
    (Citation(1, ARTICLE, Span(0, 17), "It opened in May."),),
)


@pytest.mark.parametrize("cross_encoded", [True, False])
def test_the_states_follow_the_confidence(cross_encoded: bool) -> None:
    found = bounds(cross_encoded)
    assert 0 < found["likely"] < found["sure"] < 1
    states = [
        certainty(replace(ANSWER, confidence=value), cross_encoded)
        for value in (found["sure"], found["likely"], found["likely"] - 0.01)
    ]
    assert states == [Certainty.SURE, Certainty.LIKELY, Certainty.UNSURE]


def test_nothing_said_has_no_state_and_an_instruction_is_never_sure() -> None:
    assert certainty(Answer("Q?", "Q?", confidence=1.0), True) is Certainty.NONE
    citation = replace(ANSWER.citations[0], is_injection=True)
    injected = replace(ANSWER, citations=(citation,), confidence=1.0)
    assert certainty(injected, True) is Certainty.UNSURE
