from hypothesis import given
from hypothesis import strategies as st

from rag.ui.parts.difference import difference

words = st.lists(st.sampled_from(["a", "b", " ", "\n", "c"]), max_size=20).map("".join)


@given(words, words)
def test_a_difference_holds_both_texts(before: str, after: str) -> None:
    parts = list(difference(before, after))
    assert "".join(text for kind, text in parts if kind != "ins") == before
    assert "".join(text for kind, text in parts if kind != "del") == after
    assert all(text for _, text in parts)
