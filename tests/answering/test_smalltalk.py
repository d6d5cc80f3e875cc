import pytest

from rag.answering.smalltalk import is_small_talk


@pytest.mark.parametrize(
    "text",
    ["hi", "Hello there!", "Thanks a lot", "ok", "How are you?", "what can you do", "Help", "Who are you?", "good morning"],
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
