"""What a search works with: chunks, hits, and the sentences that are evidence."""

from dataclasses import dataclass, replace
from typing import Self

from rag.core.article import ArticleInfo
from rag.core.cluster import Cluster
from rag.core.span import Location, Span
from rag.core.text import plain_letters
from rag.core.when import NEVER, When


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of whole sentences of one article: the unit of search.

    `text` equals ``span.slice(article text)``; `sentences` are absolute spans inside `span`.
    """

    article: ArticleInfo
    span: Span
    text: str
    sentences: tuple[Span, ...]

    @property
    def id(self) -> str:
        """The chunk's name, ``article_id:start-end``."""
        return str(Location(self.article.id, self.span))

    @property
    def embed_text(self) -> str:
        """What is searched: the heading goes in front, and styled letters are plain."""
        return plain_letters(f"{self.article.heading}\n{self.text}")

    def slice(self, span: Span) -> str:
        """Return the words at a place of the article that lies inside the chunk."""
        return span.shift(-self.span.start).slice(self.text)

    @property
    def trusted(self) -> tuple[Self, ...]:
        """What is left of it without sentences that talk to a language model: the runs of others.

        The chunk itself where there is no such sentence in it.
        """
        if not self.article.suspects(self.span):
            return (self,)
        runs: list[list[Span]] = []
        for span in self.sentences:
            if self.article.suspects(span):
                continue
            if not runs or self.article.suspects(Span(runs[-1][0].start, span.end)):
                runs.append([])
            runs[-1].append(span)
        return tuple(map(self._part, runs))

    def _part(self, sentences: list[Span]) -> Self:
        span = Span(sentences[0].start, sentences[-1].end)
        return replace(self, span=span, text=self.slice(span), sentences=tuple(sentences))


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that a search found.

    Attributes:
        chunk: the chunk.
        score: higher is better, comparable within one search only.
        rank: from 1.
        cluster: the articles that print the same text; None where no other one does, or where
            nobody looked.
    """

    chunk: Chunk
    score: float
    rank: int
    cluster: Cluster | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of an article that may hold the answer.

    Attributes:
        article: the article.
        span: where the sentence stands in it.
        text: the sentence.
        score: higher the better it fits the question.
        answer: the words of it that answer; None where none stand out.
        is_injection: whether it talks to a language model.
        bullet: whether it opens an item of a list.
        label: what is put before it where it is quoted, see `rag.core.answer.Sentence.label`.
        when: the date that is put before it.
    """

    article: ArticleInfo
    span: Span
    text: str
    score: float
    answer: Span | None = None
    is_injection: bool = False
    bullet: bool = False
    label: str = ""
    when: When = NEVER

    @property
    def place(self) -> Location:
        """Where it stands."""
        return Location(self.article.id, self.span)
