"""Answers to keep, and a store to keep them in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rag.core.answer import Answer, Citation, Sentence
from rag.core.article import Article
from rag.core.conversation import TurnState
from rag.core.span import Span
from rag.library.catalog import FILE_NAME, Catalog
from rag.library.conversations import Conversations
from tests.library.entries import HEIDE, SKELL

ANNA, BERT = "session:anna", "session:bert"


def answered(question: str, *articles: Article) -> Answer:
    """Return an answer that quotes the first eight letters of some articles."""
    quoted = articles or (HEIDE,)
    citations = tuple(
        Citation(number, article.info, Span(0, 8), article.text[:8])
        for number, article in enumerate(quoted, start=1)
    )
    sentences = tuple(Sentence(one.quote, (one.number,)) for one in citations)
    return Answer(question, question, sentences, citations)


BOTH = answered("Which plants?", HEIDE, SKELL)


@contextmanager
def conversations_in(folder: Path) -> Iterator[Conversations]:
    """Open the conversations of a state folder, as a new process would."""
    catalog = Catalog(folder / FILE_NAME)
    yield Conversations(catalog.database)
    catalog.close()


@dataclass
class ModelTurn:
    """A turn as it must be kept."""

    parent: str
    question: str
    answer: Answer | None = None
    state: TurnState = TurnState.ASKING


@dataclass
class ModelTalk:
    """A conversation as it must be kept."""

    owner: str
    title: str
    turns: dict[str, ModelTurn] = field(default_factory=dict)
    leaf: str = ""
    deleted: bool = False
