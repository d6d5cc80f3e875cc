import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.writing.markers import MarkerFilter

CASES = {
    "It opened [1].": "It opened.",
    "It opened[1, 2] in May [3-5].": "It opened in May.",
    "It opened 【2】 and ［3］ closed.": "It opened and closed.",
    "It opened [0]. It closed [99].": "It opened. It closed.",
    "In [2023] it opened.": "In [2023] it opened.",
    "As [passage 2] says, [passages 1 and 2] too.": "As says, [passages 1 and 2] too.",
    "He said [sic] so.": "He said [sic] so.",
    "`a[1]` and a[1]": "`a[1]` and a",
    "[1][2] Both.": " Both.",
    "open [1": "open [1",
    "open [": "open [",
    "[[1]]": "[]",
    "a [1\n] b": "a [1\n] b",
    "": "",
}


def filtered(pieces: list[str]) -> str:
    only = MarkerFilter()
    return "".join(map(only.feed, pieces)) + only.close()


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_markers_go_and_everything_else_stays_wherever_the_stream_is_cut(text: str, expected: str) -> None:
    assert filtered([text]) == expected
    assert filtered(list(text)) == expected
    for cut in range(len(text)):
        assert filtered([text[:cut], text[cut:]]) == expected


@given(st.text(alphabet="ab .[]【】`0123456789,-\n", max_size=80), st.lists(st.integers(0, 80), max_size=6))
def test_any_text_is_the_same_cut_or_whole(text: str, cuts: list[int]) -> None:
    places = sorted({min(cut, len(text)) for cut in cuts} | {0, len(text)})
    assert filtered([text[a:b] for a, b in pairwise(places)]) == filtered([text])


@given(st.text(alphabet="ab .,\n()", max_size=80))
def test_a_text_without_brackets_passes_unchanged(text: str) -> None:
    assert filtered([text]) == text


def test_a_megabyte_of_open_brackets_takes_linear_time() -> None:
    started = time.perf_counter()
    assert len(filtered(["[[[[1111" * 125_000])) == 1_000_000
    assert time.perf_counter() - started < 10
