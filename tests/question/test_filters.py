from datetime import date

import pytest

from rag.core.corpus import Filter, Names
from rag.question.filters import find_name, read_filter

TODAY = date(2026, 11, 26)
NAMES = Names(
    ("Morning Post", "Gazette of Heide", "Evening Post", "Elbe News Agency"), ("Ida Berg",)
)


@pytest.mark.parametrize(
    ("question", "found", "text"),
    [
        (
            "According to the Gazette, how many voted?",
            Filter(outlets="Gazette of Heide"),
            "how many voted?",
        ),
        (
            "How many voted, says the Morning Post?",
            Filter(outlets="Morning Post"),
            "How many voted?",
        ),
        (
            "What did the Morning Post's ticker say?",
            Filter(outlets="Morning Post"),
            "What did the ticker say?",
        ),
        (
            "What does the Elbe News Agency report on jobs?",
            Filter(outlets="Elbe News Agency"),
            "What does the Elbe News Agency report on jobs?",
        ),
        ("articles by Ida Berg on jobs", Filter(authors="Ida Berg"), "articles on jobs"),
        ("Sum up Ida Berg's piece on jobs", Filter(authors="Ida Berg"), "Sum up piece on jobs"),
        (
            "What was reported about jobs since 2025?",
            Filter(since="2025-01-01"),
            "What was reported about jobs?",
        ),
    ],
)
def test_what_limits_the_articles_is_a_filter_and_leaves_the_question(
    question: str, found: Filter, text: str
) -> None:
    read = read_filter(question, NAMES, TODAY)
    assert (read.filter, read.text) == (found, text)


@pytest.mark.parametrize(
    "question",
    [
        "What happened on 12 March 2025?",
        "What has become of the plant since 2023?",
        "Who planted the tree with Ida Berg?",
        "Which trees were planted by Ida Berg?",
        "Who owns the Morning Post?",
        "How many people work for the Evening Post?",
        "Who is the mayor of Heide?",
        "What does the Post say?",
    ],
)
def test_what_is_asked_about_is_no_filter(question: str) -> None:
    read = read_filter(question, NAMES, TODAY)
    assert (read.filter, read.text) == (Filter(), question)


def test_in_a_question_for_articles_every_time_is_of_publication() -> None:
    assert read_filter("anything in 2024", NAMES, TODAY, whole=True).filter.since == date(
        2024, 1, 1
    )


def test_a_name_may_come_with_its_article() -> None:
    assert find_name("the Gazette", NAMES) == Filter(outlets="Gazette of Heide")
    assert find_name("ida berg", NAMES) == Filter(authors="Ida Berg")
    assert not find_name("the Post", NAMES), "two outlets have this name"
