"""Arithmetic of spans as sets of characters: union, intersection, difference, length. Pure."""

from collections.abc import Iterable, Sequence

from rag.core.span import Span


def length(spans: Iterable[Span]) -> int:
    """Return the sum of the lengths; a character of two spans counts twice.

    >>> length([Span(0, 4), Span(2, 6)])
    8
    """
    return sum(span.end - span.start for span in spans)


def union(spans: Iterable[Span]) -> list[Span]:
    """Return the characters of any of the spans, as sorted spans that neither overlap nor touch.

    >>> union([Span(2, 6), Span(0, 4), Span(6, 7)])
    [Span(start=0, end=7)]
    """
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def intersection(spans: Iterable[Span], others: Sequence[Span]) -> list[Span]:
    """Return the characters that lie in one of `spans` and in one of `others`, as `union` does.

    >>> intersection([Span(0, 4), Span(5, 9)], [Span(3, 7)])
    [Span(start=3, end=4), Span(start=5, end=7)]
    """
    return union(
        Span(max(span.start, other.start), min(span.end, other.end))
        for span in spans
        for other in others
        if span.overlaps(other)
    )


def difference(spans: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """Return what is left of each of `spans` without the characters of `others`, in order.

    >>> difference([Span(0, 9)], [Span(2, 4), Span(8, 12)])
    [Span(start=0, end=2), Span(start=4, end=8)]
    """
    left = list(spans)
    for other in others:
        pieces = [
            ((span.start, min(span.end, other.start)), (max(span.start, other.end), span.end))
            for span in left
        ]
        left = [Span(start, end) for both in pieces for start, end in both if start < end]
    return left
