from datetime import date

import pytest

from rag.core.answer import Turn
from rag.core.request import Kind, Task
from rag.core.usage import Usage
from rag.question.request import Rewrite, is_doubt, understand

HISTORY = [Turn("Who owned ACC in 2024?", "Three firms. [1]")]


@pytest.mark.parametrize(
    ("question", "task", "texts"),
    [
        ("Who owned ACC in 2024?", Task.ANSWER, ["Who owned ACC in 2024?"]),
        ("Compare Verkor and ACC.", Task.COMPARISON, ["Verkor and ACC", "Verkor", "ACC"]),
        ("Please compare Verkor with ACC", Task.COMPARISON, ["Verkor and ACC", "Verkor", "ACC"]),
        (
            "What is the difference between Verkor and ACC?",
            Task.COMPARISON,
            ["Verkor and ACC", "Verkor", "ACC"],
        ),
        ("How does Verkor differ from ACC?", Task.COMPARISON, ["Verkor and ACC", "Verkor", "ACC"]),
        (
            "Compare Verkor and ACC with regard to jobs",
            Task.COMPARISON,
            [
                "Verkor and ACC with regard to jobs",
                "Verkor with regard to jobs",
                "ACC with regard to jobs",
            ],
        ),
        ("Summarise the Batteries Regulation", Task.SUMMARY, ["the Batteries Regulation"]),
        ("Can you give me a short summary of AFIR?", Task.SUMMARY, ["AFIR"]),
        ("Timeline of Northvolt", Task.TIMELINE, ["Northvolt"]),
        ("Show me the timeline for the Heide plant", Task.TIMELINE, ["the Heide plant"]),
        ("What happened to Northvolt?", Task.ANSWER, ["What happened to Northvolt?"]),
        (
            "What did the summary of the report say?",
            Task.ANSWER,
            ["What did the summary of the report say?"],
        ),
    ],
)
def test_what_is_asked_for(question: str, task: Task, texts: list[str]) -> None:
    request = understand(question, [])
    assert (request.task, list(request.texts)) == (task, texts)


@pytest.mark.parametrize(
    "doubt", ["Are you sure?", "are you really sure about that?", "Really?", "Please check again."]
)
def test_a_doubt_looks_again_at_the_last_question(doubt: str) -> None:
    request = understand(doubt, [*HISTORY, Turn("Are you sure?", "Yes.")])
    assert (request.task, request.texts) == (Task.SECOND_LOOK, ("Who owned ACC in 2024?",))
    assert request.earlier_answer == "Three firms. [1]"
    assert not is_doubt("Are you sure that ACC opened a plant?")
    assert understand(doubt, []).task is Task.ANSWER


def test_a_follow_up_is_one_question_and_a_comparison_asks_of_each() -> None:
    earlier = [Turn("How many plants are there in France?", "Four.")]
    assert not understand("And in Germany?", earlier).has_parts
    assert not understand("Who owns ACC?", []).has_parts
    assert understand("Who owns ACC, and where does it build?", []).has_parts
    assert understand("And who owns ACC, and where does it build?", earlier).has_parts
    assert understand("Compare Verkor and ACC", []).has_parts


def test_what_names_nothing_is_unclear_only_at_the_start() -> None:
    assert understand("How much did it cost?", []).unclear
    assert not understand("How much did it cost?", HISTORY).unclear
    assert not understand("How much did the plant in Heide cost?", []).unclear


def rewritten(text: str | None) -> Rewrite:
    return lambda *_: (text, Usage(1, 9, 3))


def test_a_follow_up_may_be_rewritten_and_rules_stand_in() -> None:
    question = "And in 2025?"
    model = rewritten("Who owned ACC in 2025?")
    assert understand(question, HISTORY, model).standalone == "Who owned ACC in 2025?"
    by_rules = understand(question, HISTORY, rewritten(None))
    assert by_rules.usage == Usage(1, 9, 3)
    assert by_rules.standalone == "Who owned ACC in 2025?"
    whole = understand("Who set up Basquevolt?", HISTORY, rewritten("Never asked."))
    assert (whole.standalone, whole.usage) == ("Who set up Basquevolt?", Usage())


@pytest.mark.parametrize(
    ("question", "task", "is_talk", "is_overview"),
    [
        ("Hello!", Task.HELP, True, False),
        ("What is in the corpus?", Task.CONTENTS, True, False),
        ("Timeline of Northvolt", Task.TIMELINE, False, True),
        ("Who owned ACC in 2024?", Task.ANSWER, False, False),
    ],
)
def test_talk_is_not_searched_and_an_overview_is_of_several_articles(
    question: str, task: Task, is_talk: bool, is_overview: bool
) -> None:
    request = understand(question)
    assert (request.task, request.is_talk, request.is_overview) == (task, is_talk, is_overview)
    assert bool(request.texts) == (not is_talk)


def test_a_comparison_names_what_it_compares() -> None:
    assert understand("Compare Verkor and ACC").compared == ("Verkor", "ACC")
    assert understand("Who owned ACC in 2024?").compared == ()


def test_a_follow_up_about_a_person_is_searched_with_the_name_both_ways() -> None:
    history = [Turn("Who cast the vote for the tram?", "Hedda Moos cast it.")]
    request = understand("Why did she change her mind?", history)
    assert request.texts[0] == "Who cast the vote for the tram? Why did Hedda Moos change her mind?"
    assert request.alone
    assert request.alone.texts == ("Why did Hedda Moos change her mind?",)
    assert request.question == "Why did she change her mind?"


def test_the_last_question_asked_again_is_one_question() -> None:
    history = [Turn("What does a meal cost in Heide?", "4.10 euros.")]
    request = understand("And in Wyk?", history)
    assert request.texts == ("What does a meal cost in Wyk?",)
    assert request.kind is Kind.FACT
    assert request.alone is None


def test_a_follow_up_to_a_request_for_articles_is_none() -> None:
    history = [Turn("Which articles deal with the cable car?", "2 of 9 articles.")]
    assert understand("What does the newer one say?", history).task is Task.ANSWER


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("What happened on 12 March 2025?", date(2025, 3, 12), date(2025, 3, 13)),
        ("Was geschah im Mai 2024?", date(2024, 5, 1), date(2024, 5, 31)),
        ("What happened to Verkor in 2024?", None, None),
        ("What happened?", None, None),
    ],
)
def test_what_happened_at_a_time_may_be_what_was_published_then(
    question: str, since: date | None, until: date | None
) -> None:
    otherwise = understand(question).otherwise
    assert (otherwise is not None) is (since is not None)
    if otherwise:
        assert (otherwise.task, otherwise.filter.since, otherwise.filter.until) == (
            Task.ARTICLES,
            since,
            until,
        )
