import pytest

from rag.language.english_asking import ASKING


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("What are the main points of the interview", "the interview"),
        ("TL;DR of the piece", "the piece"),
        ("Tell me about Verkor", "Verkor"),
        ("What is the quarrel on the tram about", "the quarrel on the tram"),
        ("the tram vote in a nutshell", "the tram vote"),
    ],
)
def test_a_summary_is_worded_in_many_ways(text: str, topic: str) -> None:
    match = ASKING.summary.fullmatch(text)
    assert match
    assert next(filter(None, match.groups())) == topic


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What happened to it, step by step?", True),
        ("What happened when in 2024?", True),
        ("List the posts she held with their years", True),
        ("When did it open?", False),
    ],
)
def test_an_order_in_time_may_be_asked_for_anywhere(text: str, expected: bool) -> None:
    assert bool(ASKING.in_order.search(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Which town has the highest share?", True),
        ("Which part gets less in 2026 than in 2025?", True),
        ("Where is milk cheapest?", True),
        ("What is the latest news?", False),
        ("Which interest rate is paid?", False),
    ],
)
def test_the_most_of_something_needs_all_of_a_table(text: str, expected: bool) -> None:
    assert bool(ASKING.superlative.search(text)) is expected
