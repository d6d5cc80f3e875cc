from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from eval.harness.excerpts import Place, Question, iou, precision, precision_omega, recall
from eval.harness.ranges import length, union
from rag.core.span import Span

SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 15)).map(lambda pair: Span(pair[0], sum(pair))),
    max_size=6,
)
QUESTION = Question("q", "Where?", "a", (Span(10, 20), Span(30, 40)))


def _set(spans: Iterable[Span]) -> set[int]:
    return {position for span in spans for position in range(span.start, span.end)}


def _places(*spans, corpus: str = "a") -> list[Place]:
    return [Place(corpus, Span(*span)) for span in spans]


def test_scores_of_chunks_that_overlap_and_of_another_corpus() -> None:
    chunks = [*_places((5, 15), (12, 25)), *_places((10, 40), corpus="b")]
    assert recall(QUESTION, chunks) == 10 / 20
    assert precision(QUESTION, chunks) == 10 / (10 + 13 + 30), (
        "the denominator is a sum, not a union"
    )
    assert iou(QUESTION, chunks) == 10 / (10 + 13 + 30 + 10)


def test_precision_omega_reads_every_chunk_that_meets_an_excerpt_and_what_they_miss() -> None:
    chunks = [*_places((0, 15), (12, 25), (41, 60)), *_places((0, 100), corpus="b")]
    assert precision_omega(QUESTION, chunks) == 10 / (25 + 10)
    assert precision_omega(QUESTION, _places((0, 10), (10, 20), (40, 45))) == 10 / (20 + 10 + 5), (
        "touching is meeting"
    )
    assert precision_omega(QUESTION, _places((50, 60))) == 0
    assert precision_omega(QUESTION, _places((10, 20), (30, 40))) == 1


@given(SPANS, SPANS.filter(bool))
def test_scores_agree_with_sets_of_characters(spans: list[Span], excerpts: list[Span]) -> None:
    question = Question("q", "Where?", "a", tuple(union(excerpts)))
    chunks = [Place("a", span) for span in [*spans, Span(0, 1)]]
    wanted, read = _set(excerpts), length(place.span for place in chunks)
    hit = wanted & _set(place.span for place in chunks)
    assert recall(question, chunks) == len(hit) / len(wanted)
    assert precision(question, chunks) == len(hit) / read
    assert iou(question, chunks) == len(hit) / (read + len(wanted - hit))
