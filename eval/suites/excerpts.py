"""How well chunks hold the excerpts that answer a question, and little else: the scores of Chroma's chunking evaluation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from eval.ranges import difference, intersection, length, union
from rag.types import Span


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


def recall(question: Question, found: Iterable[Place]) -> float:
    """Return the share of the excerpts' characters that lie in a chunk."""
    return length(intersection(own(question, found), question.excerpts)) / length(question.excerpts)


def precision(question: Question, found: Sequence[Place]) -> float:
    """Return the excerpts' characters in the chunks, divided by the sum of the lengths of all chunks found."""
    return length(intersection(own(question, found), question.excerpts)) / length(place.span for place in found)


def iou(question: Question, found: Sequence[Place]) -> float:
    """Return the same as `precision`, but divided by the chunks and what they miss of the excerpts."""
    chunks = own(question, found)
    missed = length(difference(question.excerpts, chunks))
    return length(intersection(chunks, question.excerpts)) / (length(place.span for place in found) + missed)


def precision_omega(question: Question, chunks: Iterable[Place]) -> float:
    """Return the precision of all chunks that meet an excerpt, 0 where none does; what they miss counts as read.

    A chunk that ends where an excerpt starts, or starts where one ends, meets it, as in the published code.
    """
    meeting = [
        chunk
        for chunk in own(question, chunks)
        if any(chunk.start <= excerpt.end and excerpt.start <= chunk.end for excerpt in question.excerpts)
    ]
    read = union([*meeting, *difference(question.excerpts, meeting)])
    return length(intersection(meeting, question.excerpts)) / length(read)


def own(question: Question, places: Iterable[Place]) -> list[Span]:
    """Return the chunks of the question's corpus."""
    return [place.span for place in places if place.corpus == question.corpus]
