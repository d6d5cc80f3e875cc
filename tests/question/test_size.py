import pytest

from rag.question.size import Size, read_size


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("Sum up the vote in three sentences.", Size(3, 0, "Sum up the vote.")),
        ("Explain it, in at most 5 lines, please", Size(5, 0, "Explain it")),
        ("What is it about? Two sentences, please.", Size(2, 0, "What is it about?")),
        ("A summary of about 60 words of the vote", Size(0, 60, "A summary of the vote")),
        ("a 100-word summary of the vote", Size(0, 100, "a summary of the vote")),
        ("in 900 sentences: why?", Size(20, 0, ": why?")),
    ],
)
def test_the_size_is_read_and_leaves_the_question(text: str, size: Size) -> None:
    assert read_size(text) == size
    assert size


@pytest.mark.parametrize(
    "text", ["Who got two sentences in court?", "Which three points did he make?", "Why?"]
)
def test_other_numbers_are_no_size(text: str) -> None:
    assert read_size(text) == Size(0, 0, text)
    assert not read_size(text)
