from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.writing.draft import Draft, Drafted


def split(pieces: list[str]) -> list[Drafted]:
    draft = Draft()
    return [sentence for piece in pieces for sentence in draft.feed(piece)] + draft.close()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One is here. Two is there.", ["One is here.", "Two is there."]),
        ("Mr. Smith met the U.S. team. It rained.", ["Mr. Smith met the U.S. team.", "It rained."]),
        ("It cost 3.5 million. Why? Nobody knows", ["It cost 3.5 million.", "Why?", "Nobody knows"]),
        ("# Answer\nIt is **here**, in `Heide`.", ["It is here, in Heide."]),
        ("\n\n  \n---\n", []),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [one.text for one in split([text])] == expected
    assert split(list(text)) == split([text])


def test_items_of_a_list_are_sentences_that_say_so() -> None:
    found = split(["Plants:\n- One in Heide. It is new.\n2) Two in Salzgitter\n* Three"])
    assert found == [
        Drafted("Plants:"),
        Drafted("One in Heide.", bullet=True),
        Drafted("It is new."),
        Drafted("Two in Salzgitter", bullet=True),
        Drafted("Three", bullet=True),
    ]


def test_a_sentence_is_handed_out_before_the_text_ends() -> None:
    draft = Draft()
    assert draft.feed("Cells are made in Heide. ") == []
    assert [one.text for one in draft.feed("The plant ")] == ["Cells are made in Heide."]


@given(st.text(alphabet='aB .?!\n-*#1"é', max_size=60), st.lists(st.integers(0, 60), max_size=6))
def test_any_text_has_the_same_sentences_cut_or_whole(text: str, cuts: list[int]) -> None:
    places = sorted({min(cut, len(text)) for cut in cuts} | {0, len(text)})
    whole = split([text])
    assert split([text[a:b] for a, b in pairwise(places)]) == whole
    assert all(one.text.strip() == one.text and any(map(str.isalnum, one.text)) for one in whole)
