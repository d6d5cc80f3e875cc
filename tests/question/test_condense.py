import pytest

from rag.core.answer import Turn
from rag.question.condense import (
    asked_again,
    is_dependent,
    is_follow_up,
    points_nowhere,
    standalone,
    with_name,
)

HISTORY = [
    Turn("Which plants are in France?", "Two."),
    Turn("Who owned ACC in 2024?", "Three firms."),
]


@pytest.mark.parametrize(
    "question",
    [
        "And in Germany?",
        "How high did it climb later?",
        "What about Italy?",
        "Why?",
        "When did they decide that?",
        "How many?",
    ],
)
def test_a_follow_up_gets_the_last_question(question: str) -> None:
    assert standalone(question, HISTORY) == f"Who owned ACC in 2024? {question}"


@pytest.mark.parametrize(
    "question",
    [
        "Who set up Basquevolt?",
        "What lithium recovery rate must recyclers reach by the end of 2027?",
        "What is Verkor?",
    ],
)
def test_a_question_that_stands_alone_stays_as_it_is(question: str) -> None:
    assert not is_follow_up(question)
    assert standalone(question, HISTORY) == question


def test_without_history_there_is_nothing_to_refer_to() -> None:
    assert standalone("And in Germany?", []) == "And in Germany?"
    assert standalone("And in Germany?", [Turn(" ")]) == "And in Germany?"


def test_where_the_last_question_is_a_follow_up_too_the_one_with_names_comes_along() -> None:
    history = [*HISTORY, Turn("And what did they cancel?", "Two.")]
    assert standalone("Why?", history) == "Who owned ACC in 2024? And what did they cancel? Why?"
    assert len(standalone("Why?", [Turn("Who is ACC? " + "x" * 3000), Turn("When?")])) == 2_000


def test_what_points_at_nothing() -> None:
    assert points_nowhere("How much did it cost?")
    assert not points_nowhere("Is it true that Verkor opened?")
    assert not points_nowhere("What does the plant cost?")


@pytest.mark.parametrize(
    "question",
    ["And in Germany?", "Why?", "What does it cost?", "Who was he?", "Who runs the other two?"],
)
def test_some_follow_ups_say_nothing_by_themselves(question: str) -> None:
    assert is_dependent(question)


@pytest.mark.parametrize(
    "question",
    [
        "When is the referendum?",
        "Is there a café?",
        "How many members are there?",
        "What is this club?",
        "Are there any other awards?",
        "Who founded the company and how did he pay for the first factory?",
        "Is it true that the tram is late?",
    ],
)
def test_others_may_as_well_begin_a_new_topic(question: str) -> None:
    assert not is_dependent(question)
    assert not points_nowhere(question)


@pytest.mark.parametrize(
    "question", ["How is that calculated?", "Is that the same?", "What is this?"]
)
def test_this_and_that_without_a_noun_point_back(question: str) -> None:
    assert is_dependent(question)


@pytest.mark.parametrize(
    ("question", "last", "expected"),
    [
        ("And in 2024?", "What was the rent in 2025?", "What was the rent in 2024?"),
        ("What about Wyk?", "Who is the mayor of Heide?", ""),
        ("And for Wyk?", "What is planned for Heide in May?", "What is planned for Wyk in May?"),
        ("And a year later?", "What was the rent in 2025?", "What was the rent in 2026?"),
        ("And the year before?", "What was the rent in May?", ""),
        ("And in Wyk?", "What does a meal cost?", ""),
        ("And why?", "What does a meal cost in Heide?", ""),
        ("And what does it cost?", "Who owns the plant in Heide?", ""),
        ("And the mayor?", "Who runs the plant in Heide?", ""),
    ],
)
def test_the_last_question_is_asked_again(question: str, last: str, expected: str) -> None:
    assert asked_again(question, last) == expected


def test_a_pronoun_is_the_one_person_named_in_full() -> None:
    last = Turn("Who ran the ferry?", "Gesine Lohr ran the Maar line.")
    assert with_name("Is she still there?", last) == "Is Gesine Lohr still there?"
    assert with_name("Is it still there?", last) == "Is it still there?"
    both = Turn("Who met?", "Gesine Lohr met Ida Berg.")
    assert with_name("Is she still there?", both) == "Is she still there?"


def test_a_long_question_why_stands_alone() -> None:
    assert is_dependent("Why is that?")
    assert is_dependent("Since when?")
    assert not is_dependent("Why are rebreathers useful for underwater photography?")


@pytest.mark.parametrize(
    ("last", "question", "expected"),
    [
        ("When did Northvolt file for bankruptcy?", "Who bought it?", "Who bought Northvolt?"),
        ("Who owns Verkor?", "Where is the company based?", "Where is Verkor based?"),
        ("What does a meal cost in Heide?", "Who pays it?", ""),
        ("Did Verkor sell to ACC?", "When was it founded?", ""),
        ("When did Verkor open its plant?", "What did it cost?", ""),
        ("When did Verkor's plant open?", "What did it cost?", ""),
        ("When did Verkor open?", "Is it true that ACC closed?", ""),
        ("When did Verkor open?", "What is the company ACC?", ""),
        ("When did the plant open?", "What did it cost?", ""),
    ],
)
def test_it_means_the_one_name_that_was_asked_about(
    last: str, question: str, expected: str
) -> None:
    assert with_name(question, Turn(last)) == (expected or question)
