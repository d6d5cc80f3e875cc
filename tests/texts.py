"""Texts that are hard to cut, and what holds of any cut."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from hypothesis import strategies as st

from rag.core.span import Span

PIECES = [
    "Mr. X left.",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "🔋",
    "e\u0301",
    "Ünï",
    "U.S.",
    '"Why?" ',
    "3.5",
    "。",
    "，你好。",
    "- item\n",
    "# Head\n",
]
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), max_size=40).map("".join)


def uncovered(text: str, spans: Iterable[Span]) -> list[str]:
    """Return the letters and digits of `text` outside all spans."""
    inside = {place for span in spans for place in range(span.start, span.end)}
    return [
        character
        for place, character in enumerate(text)
        if character.isalnum() and place not in inside
    ]


def in_order(spans: Sequence[Span]) -> bool:
    return all(first.end <= second.start for first, second in pairwise(spans))
