from datetime import date

import pytest

from rag.core.corpus import Facts
from rag.question.smalltalk import SHOWN, asks_for_contents, contents, is_small_talk
from rag.render.statements import say


@pytest.mark.parametrize(
    "text",
    [
        "hi",
        "Hello there!",
        "Thanks a lot",
        "ok",
        "How are you?",
        "what can you do",
        "Help",
        "Who are you?",
        "Hello, who are you?",
        "good morning",
    ],
)
def test_talk(text: str) -> None:
    assert is_small_talk(text)


@pytest.mark.parametrize(
    "text",
    [
        "Who is Hello Kitty?",
        "What is black mass?",
        "help wanted in Heide",
        "How are cells made?",
        "",
        "???",
        "Is it done yet?",
    ],
)
def test_questions(text: str) -> None:
    assert not is_small_talk(text)


@pytest.mark.parametrize(
    "text",
    [
        "What is in the corpus?",
        "What's in the index?",
        "Which articles do you have?",
        "What topics are covered?",
        "How many articles are there?",
        "List the articles",
        "What can I ask?",
    ],
)
def test_questions_about_the_articles_themselves(text: str) -> None:
    assert asks_for_contents(text)


@pytest.mark.parametrize(
    "text",
    [
        "What is in the battery?",
        "Which articles of the treaty apply?",
        "How many plants are there?",
    ],
)
def test_other_questions(text: str) -> None:
    assert not asks_for_contents(text)


def test_the_contents_are_counted_dated_and_listed() -> None:
    facts = Facts(2, 5, date(2025, 7, 24), date(2026, 2, 27), None)
    assert say(contents(facts)) == "2 articles from 24 July 2025 to 27 February 2026."
    many = contents(Facts(SHOWN + 3, 1, None, None, None))
    assert say(many) == "23 articles, the newest 20:"
    of_a_day = Facts(1, 1, date(2025, 7, 24), date(2025, 7, 24), None)
    assert say(contents(of_a_day)) == "1 article from 24 July 2025."
