"""The chunks that a language model is shown: as many of the best as fit into its context."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rag.answering.budget import MARGIN
from rag.answering.quoting import Quoted
from rag.core.passage import Chunk, Evidence
from rag.core.span import Location
from rag.models.llm.provider import count_tokens
from rag.settings import ChatSettings
from rag.writing.prompts import numbered, repair_prompt

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_CHAT_TOKENS = 32
"""Tokens that a chat's turns take beside the prompt."""


def fitting_chunks(
    model: "BaseChatModel",
    settings: ChatSettings,
    question: str,
    chunks: Sequence[Chunk],
    skip_injections: bool = True,
) -> list[Chunk]:
    """Return as many of the first chunks as fit into a prompt; empty where not even one does.

    Args:
        model: counts the tokens.
        settings: the context, the tokens of an answer, the most chunks.
        question: it takes tokens too.
        chunks: best first.
        skip_injections: whether sentences that talk to a model are left out of the chunks.
    """
    if skip_injections:
        chunks = [part for chunk in chunks for part in chunk.trusted]
    empty = repair_prompt(question, (), ())
    answers = 2 * settings.max_tokens  # what is written, and to repair what was written
    left = settings.context - count_tokens(model, empty) - answers - _CHAT_TOKENS
    fitting: list[Chunk] = []
    for chunk in chunks[: settings.passages]:
        left -= count_tokens(model, numbered([chunk]))
        if left < 0:
            break
        fitting.append(chunk)
    return fitting


def sentences_of(chunks: Sequence[Chunk]) -> list[Evidence]:
    """Return the sentences of chunks, to check others against."""
    return [
        Evidence(chunk.article, span, text, 0.0, is_injection=chunk.article.suspects(span))
        for chunk in chunks
        for span, text in ((span, chunk.slice(span)) for span in chunk.sentences)
    ]


def relevant_places(quoted: Quoted) -> set[Location] | None:
    """Return the places of the sentences that answer about as well as the best one.

    None for an overview: there every sentence counts.
    """
    if quoted.request.is_overview:
        return None
    floor = max((piece.score for piece in quoted.evidence), default=0.0) - MARGIN
    near = {piece.place for piece in quoted.evidence if piece.score >= floor}
    return near | {citation.place for citation in quoted.answer.citations}
