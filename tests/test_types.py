from dataclasses import FrozenInstanceError
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.article import Article
from rag.errors import SpanError
from rag.types import Answer, Chunk, Filter, Reason, Sentence, Span

any_text = st.text(st.characters(), max_size=200)
spans = st.tuples(st.integers(0, 500), st.integers(1, 500)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 3)])
def test_span_refuses_what_marks_nothing(start, end):
    with pytest.raises(SpanError, match=f"0 <= start < end, got {start}-{end}"):
        Span(start, end)


@given(any_text.filter(bool), st.data())
def test_span_slice_has_its_length(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert Span(start, end).slice(text) == text[start:end]


@given(spans, spans)
def test_span_overlap_is_a_shared_character(one, other):
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    assert one.overlaps(other) == other.overlaps(one) == bool(shared)
    assert one.within(other) == (set(range(one.start, one.end)) <= set(range(other.start, other.end)))


@given(spans, st.integers(0, 500))
def test_span_shift_comes_back(span, by):
    moved = span.shift(by)
    assert moved.end - moved.start == span.end - span.start
    assert moved.shift(-by) == span


def test_span_shift_before_the_text_is_an_error():
    with pytest.raises(SpanError, match="got -1-1"):
        Span(1, 3).shift(-2)


def test_spans_sort_by_place():
    assert sorted([Span(5, 9), Span(0, 4), Span(0, 2)]) == [Span(0, 2), Span(0, 4), Span(5, 9)]


def test_nouns_are_frozen():
    with pytest.raises(FrozenInstanceError):
        Span(0, 1).start = 2
    with pytest.raises(FrozenInstanceError):
        Article("text").text = "other"


def test_chunk_id_and_what_is_embedded():
    article = Article("The plant opened.", title="A plant", id="plant")
    chunk = Chunk(article.info, Span(4, 16), "plant opened", (Span(4, 16),))
    assert chunk.id == "plant:4-16"
    assert chunk.embed_text == "A plant\nplant opened"


def test_answer_text_has_markers_or_the_message():
    sentences = (Sentence("One.", (1, 2)), Sentence("Two.", ()))
    assert Answer("q", "q", sentences).text == "One. [1] [2] Two."
    assert (
        Answer("q", "q", abstained=True, reason=Reason.WEAK_EVIDENCE, message="Not in the articles.").text
        == "Not in the articles."
    )


def test_a_comparison_has_a_list_under_each_heading_then_what_is_said_of_both():
    said = [Sentence("A is new.", (1,), column=0), Sentence("Both grow.", (2,)), Sentence("A is large.", (3,), column=0)]
    answer = Answer("q", "q", tuple(said), columns=("A", "B"), message="See:")
    assert answer.text == "See:\nA:\n- A is new. [1]\n- A is large. [3]\nB: nothing found\nBoth grow. [2]"


@pytest.mark.parametrize(
    "where", [Filter(articles=("a",)), Filter(sources=("s",)), Filter(since=date.min), Filter(until=date.max)]
)
def test_filter_with_a_field_is_true(where):
    assert where
    assert not Filter()
