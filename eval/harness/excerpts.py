"""How well chunks hold the excerpts that answer a question: Chroma's chunking evaluation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from eval.harness.ranges import difference, intersection, length, union
from rag.core.span import Span


class Place(NamedTuple):
    """A chunk of a corpus."""

    corpus: str
    span: Span


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the excerpts of one corpus that answer it; they do not overlap."""

    id: str
    text: str
    corpus: str
    excerpts: tuple[Span, ...]


def recall(question: Question, chunks: Iterable[Place]) -> float:
    """Return the share of the excerpts' characters that lie in a chunk."""
    covered = intersection(of_corpus(question, chunks), question.excerpts)
    return length(covered) / length(question.excerpts)


def precision(question: Question, chunks: Sequence[Place]) -> float:
    """Return the excerpts' characters in the chunks, divided by the length of all chunks."""
    covered = intersection(of_corpus(question, chunks), question.excerpts)
    return length(covered) / max(1, length(place.span for place in chunks))


def iou(question: Question, chunks: Sequence[Place]) -> float:
    """Return `precision`, but divided by the chunks and what they miss of the excerpts."""
    spans = of_corpus(question, chunks)
    missed = length(difference(question.excerpts, spans))
    covered = length(intersection(spans, question.excerpts))
    return covered / (length(place.span for place in chunks) + missed)


def precision_omega(question: Question, chunks: Iterable[Place]) -> float:
    """Return the precision of all chunks that meet an excerpt, 0 where none does.

    What these chunks miss of the excerpts counts as read. A chunk that ends where an excerpt
    starts, or starts where one ends, meets it, as in the published code.
    """
    meeting = [
        span
        for span in of_corpus(question, chunks)
        if any(
            span.start <= excerpt.end and excerpt.start <= span.end for excerpt in question.excerpts
        )
    ]
    read = union([*meeting, *difference(question.excerpts, meeting)])
    return length(intersection(meeting, question.excerpts)) / length(read)


def of_corpus(question: Question, places: Iterable[Place]) -> list[Span]:
    """Return the chunks of the question's corpus."""
    return [place.span for place in places if place.corpus == question.corpus]
