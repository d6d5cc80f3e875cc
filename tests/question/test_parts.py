import pytest

from rag.question.parts import parts


@pytest.mark.parametrize(
    "question",
    [
        "",
        "???",
        "Who and why?",
        "What did the bank say about Heide and about Salzgitter?",
        "Northvolt filed for bankruptcy, and why was that?",
        "Is it red or blue?",
        "Where is it, and " + ", and ".join(f"why is it number {n}" for n in range(9)) + "?",
    ],
)
def test_a_question_that_asks_one_thing_or_a_flood_of_things_stays_whole(question: str) -> None:
    assert parts(question) == []


def test_three_parts() -> None:
    asked = "Who owns the plant in Heide and When did it open, AND what does it make?"
    assert parts(asked) == [
        "Who owns the plant in Heide?",
        "When did it open?",
        "what does it make?",
    ]


def test_two_that_are_compared() -> None:
    assert parts("Which is larger, Gotion InoBat's in Šurany or Verkor's?") == [
        "Which is larger, Gotion InoBat's in Šurany?",
        "Which is larger, Verkor's?",
    ]


def test_a_part_that_only_names_another_time_asks_the_same_of_it() -> None:
    assert parts("What was the cost put at in 2019, and what in 2023?") == [
        "What was the cost put at in 2019?",
        "What was the cost put at in 2023?",
    ]
    asked = parts("How many flats did it count in 2022 and how many did it sell in 2023?")
    assert asked[1] == "how many did it sell in 2023?"
