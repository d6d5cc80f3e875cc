"""Places in a text. An offset is always a count of Unicode code points into ``Article.text``."""

import re
from dataclasses import dataclass
from typing import Self

from rag.errors import SpanError

_LOCATION = re.compile(r"(?P<article>[^\s:]+):(?P<start>\d+)-(?P<end>\d+)")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points, ``0 <= start < end``.

    Raises:
        SpanError: for a negative start or an empty range.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise SpanError(f"a span needs 0 <= start < end, got {self.start}-{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def slice(self, text: str) -> str:
        """Return the words this span marks in `text`."""
        return text[self.start : self.end]

    def within(self, other: "Span") -> bool:
        """Tell whether this span lies inside `other` (or is the same)."""
        return other.start <= self.start and self.end <= other.end

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def shift(self, by: int) -> "Span":
        """Return the span moved by `by` code points (negative moves it to the front)."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in an article, written ``ARTICLE:START-END``.

    >>> str(Location("a-plant", Span(0, 12)))
    'a-plant:0-12'
    """

    article_id: str
    span: Span

    def __str__(self) -> str:
        return f"{self.article_id}:{self.span.start}-{self.span.end}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the place that a text names.

        Raises:
            ValueError: for any other text.

        >>> Location.parse("a-plant:0-12").span
        Span(start=0, end=12)
        """
        match = _LOCATION.fullmatch(text)
        try:
            if match:
                return cls(match["article"], Span(int(match["start"]), int(match["end"])))
        except ValueError:  # the end is not behind the start
            pass
        raise ValueError(f"{text!r} is not a place: write ARTICLE:START-END, for example a:0-12")
