"""What a language model says, piece by piece, with the places that it names by itself.

Anthropic's models cite the search results that they were sent, whose content is a block of text for
each sentence: a citation names blocks, so no words need to be looked for. Elsewhere nothing is
named.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

LOCATION = "search_result_location"


@dataclass(frozen=True, slots=True)
class NamedBlocks:
    """Blocks of a search result that a model named.

    Attributes:
        result: which search result of the request, from 0.
        start: its first block, from 0.
        end: the block behind the last one.
        text: their text, as the model's maker returned it.
    """

    result: int
    start: int
    end: int
    text: str


class Said(str):
    """A piece of text that a model wrote.

    Attributes:
        named: what the model named for it.
    """

    named: tuple[NamedBlocks, ...]

    def __new__(cls, text: str, named: tuple[NamedBlocks, ...] = ()) -> "Said":
        """Return a piece."""
        piece = super().__new__(cls, text)
        piece.named = named
        return piece


class Pieces:
    """Takes the chunks of a model that names blocks apart: a piece for each block of its text.

    What is named for a block comes in chunks of their own, so a block is kept until it is whole.
    """

    def __init__(self) -> None:
        self._block: object = None
        self._text = ""
        self._named: list[NamedBlocks] = []

    def feed(self, chunk: "BaseMessage") -> Iterator[Said]:
        """Yield the blocks that are whole now."""
        content = chunk.content
        parts = [{"type": "text", "text": content}] if isinstance(content, str) else content
        for part in parts:
            if isinstance(part, Mapping) and part.get("type") == "text":
                block = part.get("index", self._block)
                if block != self._block:
                    yield from self.close()
                    self._block = block
                self._text += part.get("text") or ""
                self._named += filter(None, map(_named, part.get("citations") or ()))

    def close(self) -> Iterator[Said]:
        """Yield the block that is left."""
        if self._text:
            yield Said(self._text, tuple(self._named))
        self._text, self._named = "", []


def _named(citation: Mapping[str, Any]) -> NamedBlocks | None:
    """Return what a citation names; None for one of another kind or without its fields."""
    if citation.get("type") != LOCATION:
        return None
    numbers = [
        citation.get(name)
        for name in ("search_result_index", "start_block_index", "end_block_index")
    ]
    text = citation.get("cited_text")
    if not isinstance(text, str) or not all(isinstance(number, int) for number in numbers):
        return None
    result, start, end = (int(number or 0) for number in numbers)
    return NamedBlocks(result, start, end, text)
