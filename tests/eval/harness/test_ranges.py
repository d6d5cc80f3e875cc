from collections.abc import Iterable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from eval.harness.ranges import difference, intersection, length, union
from rag.core.span import Span

SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 15)).map(lambda pair: Span(pair[0], sum(pair))),
    max_size=6,
)


def _set(spans: Iterable[Span]) -> set[int]:
    return {position for span in spans for position in range(span.start, span.end)}


def _is_sorted_and_apart(spans: list[Span]) -> bool:
    return all(span.end < following.start for span, following in pairwise(spans))


@given(SPANS)
def test_union_has_each_character_once(spans: list[Span]) -> None:
    assert _set(union(spans)) == _set(spans)
    assert _is_sorted_and_apart(union(spans))
    assert length(union(spans)) == len(_set(spans))


@given(SPANS, SPANS)
def test_intersection_has_the_characters_of_both(spans: list[Span], others: list[Span]) -> None:
    both = intersection(spans, others)
    assert _set(both) == _set(spans) & _set(others)
    assert length(both) == len(_set(both))


@given(SPANS, SPANS)
def test_difference_takes_the_others_from_each(spans: list[Span], others: list[Span]) -> None:
    assert _set(difference(spans, others)) == _set(spans) - _set(others)
    assert length(difference(spans, others)) == sum(
        len(_set([span]) - _set(others)) for span in spans
    )
