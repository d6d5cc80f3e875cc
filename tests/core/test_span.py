from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.core.span import Location, Span
from rag.errors import SpanError

any_text = st.text(st.characters(), max_size=200)
spans = st.tuples(st.integers(0, 500), st.integers(1, 500)).map(
    lambda pair: Span(pair[0], pair[0] + pair[1])
)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 3)])
def test_span_refuses_what_marks_nothing(start: int, end: int) -> None:
    with pytest.raises(SpanError, match=f"0 <= start < end, got {start}-{end}"):
        Span(start, end)


@given(any_text.filter(bool), st.data())
def test_span_slice_has_its_length(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert Span(start, end).slice(text) == text[start:end]


@given(spans, spans)
def test_span_overlap_is_a_shared_character(first: Span, second: Span) -> None:
    places = set(range(first.start, first.end))
    others = set(range(second.start, second.end))
    assert first.overlaps(second) == second.overlaps(first) == bool(places & others)
    assert first.within(second) == (places <= others)


@given(spans, st.integers(0, 500))
def test_span_shift_comes_back(span: Span, by: int) -> None:
    moved = span.shift(by)
    assert moved.end - moved.start == span.end - span.start
    assert moved.shift(-by) == span


def test_span_shift_before_the_text_is_an_error() -> None:
    with pytest.raises(SpanError, match="got -1-1"):
        Span(1, 3).shift(-2)


def test_spans_sort_by_place() -> None:
    assert sorted([Span(5, 9), Span(0, 4), Span(0, 2)]) == [Span(0, 2), Span(0, 4), Span(5, 9)]


def test_a_span_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Span(0, 1).start = 2  # type: ignore[misc]


@given(st.from_regex(r"[^\s:]+", fullmatch=True), spans)
def test_a_location_comes_back_from_its_text(article: str, span: Span) -> None:
    location = Location(article, span)
    assert str(location) == f"{article}:{span.start}-{span.end}"
    assert Location.parse(str(location)) == location


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "a:",
        "a:1",
        "a:1-",
        ":1-2",
        "a:-1-2",
        "a:2-1",
        "a:2-2",
        "a b:1-2",
        "a:1-2 ",
        "a:b:1-2",
    ],
)
def test_another_text_is_no_location_and_the_error_says_how_to_write_it(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a place: write ARTICLE:START-END") as raised:
        Location.parse(text)
    assert str(raised.value).startswith(repr(text))


def test_locations_sort_by_article_and_place() -> None:
    places = [Location("b", Span(0, 1)), Location("a", Span(5, 6)), Location("a", Span(0, 9))]
    assert [str(place) for place in sorted(places)] == ["a:0-9", "a:5-6", "b:0-1"]
