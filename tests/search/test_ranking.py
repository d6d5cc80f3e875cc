from math import isclose

from hypothesis import given
from hypothesis import strategies as st

from rag.search.ranking import fuse, ordered, z_scores

names = st.text("abcdef", min_size=1, max_size=3)
scores = st.dictionaries(names, st.floats(-100, 100), max_size=8)


def test_ties_break_by_id() -> None:
    assert ordered({"b": 1.0, "a": 1.0, "c": 2.0, "d": 0.5}) == ["c", "a", "b", "d"]


def test_z_scores_by_hand() -> None:
    assert z_scores({"a": 4.0, "b": 2.0, "c": 0.0}) == {"a": 1.5**0.5, "b": 0.0, "c": -(1.5**0.5)}


def test_equal_scores_say_nothing() -> None:
    assert z_scores({"a": 7.0, "b": 7.0}) == {"a": 0.0, "b": 0.0}
    assert z_scores({}) == {}


def test_fusion_by_hand() -> None:
    dense, lexical = {"a": 1.0, "b": 0.0}, {"b": 9.0, "c": 3.0}
    assert fuse([(0.6, dense), (0.4, lexical)]) == {
        "a": 0.6 - 0.4,
        "b": -0.6 + 0.4,
        "c": -0.6 - 0.4,
    }


@given(scores, scores)
def test_fusion_keeps_every_id_and_ignores_the_order_of_its_parts(
    first: dict[str, float], second: dict[str, float]
) -> None:
    fused, turned = fuse([(0.3, first), (0.7, second)]), fuse([(0.7, second), (0.3, first)])
    assert set(fused) == set(first) | set(second)
    assert all(isclose(fused[name], turned[name], abs_tol=1e-9) for name in fused)


@given(scores, st.floats(0.1, 10), st.floats(-50, 50))
def test_fusion_does_not_depend_on_the_scale_of_a_part(
    first: dict[str, float], factor: float, shift: float
) -> None:
    moved = {name: score * factor + shift for name, score in first.items()}
    fused, other = fuse([(1.0, first)]), fuse([(1.0, moved)])
    spread = max(first.values(), default=0.0) - min(first.values(), default=0.0)
    assert spread < 1e-3 or all(isclose(fused[name], other[name], abs_tol=1e-4) for name in fused)
