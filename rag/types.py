"""The nouns of Footnote: frozen values that every other module passes along.

An offset is always a count of Unicode code points into ``Article.text``, and a span is half-open. A score is always
higher-is-better. Nothing here reads a file, loads a model or knows a library.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from rag.article import ArticleInfo
from rag.errors import SpanError


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


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of whole sentences of one article: the unit that is searched.

    `text` equals ``span.slice(article text)``; `sentences` are absolute spans inside `span`.
    """

    article: ArticleInfo
    span: Span
    text: str
    sentences: tuple[Span, ...]

    @property
    def id(self) -> str:
        """The chunk's name, ``article_id:start-end``."""
        return f"{self.article.id}:{self.span.start}-{self.span.end}"

    @property
    def embed_text(self) -> str:
        """What is embedded, which is more than what is quoted: the heading goes in front."""
        return f"{self.article.heading}\n{self.text}"


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that a search found. `score`: higher is better, comparable within one search only; `rank` from 1."""

    chunk: Chunk
    score: float
    rank: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of an article that may hold the answer.

    `score` is higher the better it fits the question; `answer` are the words of it that answer, None where none stand out.
    """

    article: ArticleInfo
    span: Span
    text: str
    score: float
    answer: Span | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact words that support a sentence: ``quote == article.text[span.start:span.end]``, always.

    `number` is from 1, in the order of first use. `article.sha256` names the text that was quoted, so that the citation
    can be rechecked after the article was edited or removed. `answer` lies inside `span`: the words that answer the
    question, None where none stand out.
    """

    number: int
    article: ArticleInfo
    span: Span
    quote: str
    answer: Span | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an answer.

    Attributes:
        text: its words.
        citations: the numbers of the citations that support it; none: it is unsupported.
        support: calibrated probability, 0..1, that they do, where a model wrote the sentence and it was checked.
        warning: why a written sentence is unsupported, in words.
        bullet: whether it opens an item of a list.
        column: in a comparison, the place in `Answer.columns` of the one that it is about; None for both, or elsewhere.
    """

    text: str
    citations: tuple[int, ...]
    support: float | None = None
    warning: str = ""
    bullet: bool = False
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """What writing an answer took: calls of the model, tokens it read and wrote, and money where prices are set."""

    calls: int = 0
    read: int = 0
    written: int = 0
    cost: float | None = None

    def __add__(self, other: "Usage") -> "Usage":
        """Return both together."""
        costs = [one for one in (self.cost, other.cost) if one is not None]
        return Usage(
            self.calls + other.calls, self.read + other.read, self.written + other.written, sum(costs) if costs else None
        )


@dataclass(frozen=True, slots=True)
class Nearest:
    """An article that came close to a question; `score` is the best of its chunks' (higher is better)."""

    article: ArticleInfo
    score: float


class Reason(StrEnum):
    """Why an answer is not a plain answer; the empty reason means that it is one."""

    NONE = ""
    HELP = "help"
    NOTHING_FOUND = "nothing found"
    WEAK_EVIDENCE = "weak evidence"
    DRAFT_UNSUPPORTED = "draft unsupported"
    OUTSIDE_DATES = "outside the asked dates"
    UNCLEAR = "unclear question"


@dataclass(frozen=True, slots=True)
class Answer:
    """What Footnote says to a question: cited sentences, or an abstention with its reason and the nearest articles.

    Attributes:
        question: as asked.
        standalone: the question as searched, with what it refers to in the conversation.
        sentences: in reading order; empty when `abstained`, except for `Reason.DRAFT_UNSUPPORTED`: then the quotes that come
            closest.
        citations: in the order of their numbers, 1 to n.
        columns: what a comparison compares, the headings of its table; empty where the answer is none.
        abstained: whether the articles do not hold the answer.
        reason: why it is not a plain answer.
        message: what is said instead of sentences (abstention, help).
        confidence: calibrated probability in 0..1 that the articles hold the answer; 0.0 where nothing was judged.
        nearest: up to three articles, best first, filled on abstention.
        options: for `Reason.UNCLEAR`, questions that may have been meant.
        seconds: time spent by stage, in seconds.
        written: whether a language model wrote the sentences, rather than that they are quotes.
        removed: how many sentences of the draft were left out because nothing supports them.
        note: what the reader should know of how the answer came about, for example that the model could not be reached.
        usage: what the language model took; None where none was called.
    """

    question: str
    standalone: str
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    columns: tuple[str, ...] = ()
    abstained: bool = False
    reason: Reason = Reason.NONE
    message: str = ""
    confidence: float = 0.0
    nearest: tuple[Nearest, ...] = ()
    options: tuple[str, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
    written: bool = False
    removed: int = 0
    note: str = ""
    usage: Usage | None = None

    @property
    def text(self) -> str:
        """The message and the sentences as plain text with markers; a list on lines, a comparison as a list by column."""
        text = self.message
        for column, name in enumerate(self.columns):
            own = [f"\n- {_marked(sentence)}" for sentence in self.sentences if sentence.column == column]
            text += ("\n" if text else "") + f"{name}:" + ("".join(own) or " nothing found")
        for sentence in self.sentences:
            if sentence.column is None:
                gap = "\n" if sentence.bullet or self.columns else " "
                text += (gap if text else "") + ("- " if sentence.bullet else "") + _marked(sentence)
        return text


def _marked(sentence: Sentence) -> str:
    return sentence.text + "".join(f" [{number}]" for number in sentence.citations)


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange of a conversation: what was asked and what was answered, as plain text."""

    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """Limits a search to some articles; an empty field does not limit.

    `since` and `until` are inclusive days of publication; an article without a date is outside any of them.
    """

    articles: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        return bool(self.articles or self.sources or self.since or self.until)
