"""Evidence as Anthropic's models take it: search results with a block of text for each sentence.

Their citations name blocks. A block is a sentence of an article, so a citation is its exact place,
and no words have to be looked for. What is named is checked like everything that is written.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rag.core.passage import Chunk, Evidence
from rag.models.llm.said import NamedBlocks
from rag.writing.context import sentences_of

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

ANTHROPIC = "anthropic:"
"""How the names of the models begin that cite search results."""
OPTIONS: dict[str, Any] = {"tools": []}
"""No tools; where they are named, LangChain hands citations on with the blocks that they are of."""


def cites_results(model: str) -> bool:
    """Tell whether a model cites search results by itself.

    >>> cites_results("anthropic:claude-sonnet"), cites_results("openai:gpt")
    (True, False)
    """
    return model.startswith(ANTHROPIC)


@dataclass(frozen=True, slots=True)
class SentChunks:
    """Chunks as a model is sent them: in its prompts, or beside them as search results.

    Attributes:
        chunks: the chunks.
        beside: whether they are sent beside the prompts.
    """

    chunks: Sequence[Chunk]
    beside: bool

    @property
    def told(self) -> Sequence[Chunk] | None:
        """What stands in a prompt; None where they are sent beside it."""
        return None if self.beside else self.chunks

    @property
    def options(self) -> Mapping[str, Any] | None:
        """What the model is called with, where it cites by itself."""
        return OPTIONS if self.beside else None

    def messages(self, prompt: str) -> "list[BaseMessage]":
        """Return what is sent with a prompt."""
        from langchain_core.messages import HumanMessage

        content: list[Any] = [*search_results(self.chunks), {"type": "text", "text": prompt}]
        return [HumanMessage(content if self.beside else prompt)]

    def named(self, several: Iterable[NamedBlocks]) -> list[Evidence]:
        """Return the sentences that the model named."""
        return list(named_evidence(several, self.chunks))


def search_results(chunks: Sequence[Chunk]) -> list[dict[str, Any]]:
    """Return chunks as content of a message, each a search result."""
    return [
        {
            "type": "search_result",
            "source": chunk.article.id,
            "title": _title(chunk),
            "content": [{"type": "text", "text": one.text} for one in sentences_of([chunk])],
            "citations": {"enabled": True},
        }
        for chunk in chunks
    ]


def _title(chunk: Chunk) -> str:
    """Return the heading of a chunk's article; its id where the heading talks to a model."""
    article = chunk.article
    return article.id if article.suspicious_title else article.heading or article.id


def named_evidence(named: Iterable[NamedBlocks], chunks: Sequence[Chunk]) -> Iterator[Evidence]:
    """Yield the sentences that a model named, each once.

    What names no blocks of these chunks, or other words than stand there, is passed over.

    Args:
        named: what it named.
        chunks: those that it was sent.
    """
    seen = set()
    for one in named:
        if not 0 <= one.result < len(chunks):
            continue
        sentences = sentences_of([chunks[one.result]])
        several = sentences[one.start : one.end] if 0 <= one.start < one.end else []
        if one.text != "".join(sentence.text for sentence in several):
            continue
        for sentence in several:
            if sentence.place not in seen:
                seen.add(sentence.place)
                yield sentence
