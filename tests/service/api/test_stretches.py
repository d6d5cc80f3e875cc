import pytest

import rag
from rag.core.answer import Answer, Sentence
from rag.service.api.stretches import GrowingText, cited, stretches

QUESTIONS = (
    "Why did Northvolt file for bankruptcy?",
    "When did Northvolt file for bankruptcy in Sweden?",
    "Compare Verkor and Northvolt",
    "Which articles are about recycling?",
    "What does a croissant cost in Vienna?",
    "How did Northvolt develop over the years?",
    "What can you do?",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_stretches_are_the_whole_text_and_cited_ranges_are_sentences(
    starter_bot: rag.Chatbot, question: str
) -> None:
    answer = starter_bot.ask(question)
    several = stretches(answer)
    assert "".join(each.text for each in several) == answer.text
    sentences = [(s.text, n) for s in answer.sentences for n in s.citations]
    ranges = [(answer.text[c.start : c.end], c.citation.number) for c in cited(several)]
    assert sorted(ranges) == sorted(sentences)


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_said_while_it_grows_is_said_once(starter_bot: rag.Chatbot, question: str) -> None:
    growing, new = GrowingText(), []
    for answer in starter_bot.stream(question):
        new += growing.more(answer, whole=False)
    new += growing.more(answer, whole=True)
    assert growing.said == "".join(each.text for each in new) == answer.text
    numbers = [c.number for each in new for c in each.citations]
    assert sorted(numbers) == sorted(n for s in answer.sentences for n in s.citations)


def test_an_answer_that_became_another_follows_whole() -> None:
    first = Answer("q", "q", (Sentence("One thing.", ()),))
    other = Answer("q", "q", (Sentence("Another.", ()),))
    growing = GrowingText()
    assert [each.text for each in growing.more(first, whole=False)] == ["One thing."]
    assert growing.more(other, whole=False) == []
    growing.more(other, whole=True)
    assert growing.said == "One thing.\n\nAnother."
