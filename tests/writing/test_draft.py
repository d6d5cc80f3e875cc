"""A draft falls into the same sentences wherever its stream is cut, without its markers."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.writing.draft import Draft, Drafted, drafted_sentences

MARKED = {
    "It opened [1].": ["It opened."],
    "It opened[1, 2] in May [3-5].": ["It opened in May."],
    "It opened 【2】 and ［3］ closed.": ["It opened and closed."],
    "It opened [0]. It closed [99].": ["It opened.", "It closed."],
    "It opened.[1] It closed. [2, 3] It burned.【4】 It is gone.": [
        "It opened.",
        "It closed.",
        "It burned.",
        "It is gone.",
    ],
    "In [2023] it opened.": ["In [2023] it opened."],
    "In [2023, 2] it opened.": ["In it opened."],
    "As [passage 2] says, [passages 1 and 2] too.": ["As says, [passages 1 and 2] too."],
    "He said [sic] so.": ["He said [sic] so."],
    "`a[1]` and a[1]": ["a[1] and a"],
    "`a[1] and a[2]": ["a[1] and a[2]"],
    "[1][2] Both.": ["Both."],
    "- [1] Both.\n[2] - All.": ["Both.", "All."],
    "[1]\n[2] [3]": [],
    "open [1": ["open [1"],
    "open [": ["open ["],
    "two [[1]]": ["two []"],
    "a [1\n] b": ["a [1", "] b"],
}
"""Texts with markers, and their sentences."""


def split(pieces: list[str]) -> list[Drafted]:
    draft = Draft()
    return [sentence for piece in pieces for sentence in draft.feed(piece)] + draft.close()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One is here. Two is there.", ["One is here.", "Two is there."]),
        ("Mr. Smith met the U.S. team. It rained.", ["Mr. Smith met the U.S. team.", "It rained."]),
        (
            "It cost 3.5 million. Why? Nobody knows",
            ["It cost 3.5 million.", "Why?", "Nobody knows"],
        ),
        ("# Answer\nIt is **here**, in `Heide`.", ["It is here, in Heide."]),
        ("\n\n  \n---\n", []),
        ("! ! ?\n", []),
        ("", []),
    ],
)
def test_a_text_falls_into_its_sentences(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in split([text])] == expected
    assert split(list(text)) == split([text])


@pytest.mark.parametrize(("text", "expected"), MARKED.items())
def test_markers_go_and_everything_else_stays_wherever_the_stream_is_cut(
    text: str, expected: list[str]
) -> None:
    for pieces in [[text], list(text), *([text[:cut], text[cut:]] for cut in range(len(text)))]:
        assert [sentence.text for sentence in split(pieces)] == expected


def test_items_of_a_list_are_sentences_that_say_so() -> None:
    text = "Plants:\n- One in Heide [1]. It is new.\n2) Two in Salzgitter\n* Three"
    assert split([text]) == [
        Drafted("Plants:"),
        Drafted("One in Heide.", bullet=True),
        Drafted("It is new."),
        Drafted("Two in Salzgitter", bullet=True),
        Drafted("Three", bullet=True),
    ]


@pytest.mark.parametrize("marker", ["", " [1]", "[1, 2]"])
def test_a_sentence_is_handed_out_before_the_text_ends(marker: str) -> None:
    draft = Draft()
    assert draft.feed(f"Cells are made in Heide.{marker} ") == []
    assert [sentence.text for sentence in draft.feed("The ")] == ["Cells are made in Heide."]


def test_repeated_sentences_are_left_out_and_a_text_in_circles_is_left() -> None:
    pieces = iter(["It is new. It is large. It is new. It closed.\n", *["It closed.\n"] * 9])
    texts = [sentence.text for sentence in drafted_sentences(pieces)]
    assert texts == ["It is new.", "It is large.", "It closed."]
    assert len(list(pieces)) == 6, "the rest is not read"


@given(
    st.text(alphabet='aB .?!\n-*#1"é[]【】`,', max_size=60),
    st.lists(st.integers(0, 60), max_size=6),
)
def test_any_text_has_the_same_sentences_cut_or_whole(text: str, cuts: list[int]) -> None:
    places = sorted({min(cut, len(text)) for cut in cuts} | {0, len(text)})
    whole = split([text])
    assert split([text[start:end] for start, end in pairwise(places)]) == whole
    assert all(
        part.text.strip() == part.text and any(map(str.isalnum, part.text)) for part in whole
    )


@pytest.mark.parametrize("hostile", ["[[[[1111", ".[1 ,", "[ \t ", "` ", "] ", ". [1] "])
def test_a_hostile_text_takes_linear_time(hostile: str) -> None:
    started = time.perf_counter()
    split([hostile * (20_000 // len(hostile))])
    assert time.perf_counter() - started < 10
