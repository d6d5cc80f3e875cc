"""The nouns of Footnote: frozen values that every other module passes along.

An offset is always a count of Unicode code points into ``Article.text``, and a span is half-open. A score is always
higher-is-better. Nothing here reads a file, loads a model or knows a library.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from textwrap import shorten

from rag.errors import SpanError

_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff\ud800-\udfff]")


def normalise(text: str) -> str:
    r"""Return `text` in the only form Footnote stores: NFC, "\n" line ends, no control characters.

    >>> normalise("cafe\u0301\r\nopen\x00")
    'café\nopen'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def slug(name: str) -> str:
    """Return a short, readable id for `name`: lower case, words joined by "-", at most 80 characters, never empty.

    >>> slug("Northvolt: from hope to bankruptcy")
    'northvolt-from-hope-to-bankruptcy'
    """
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", name).lower())
    return "-".join(words)[:80].strip("-") or "article"


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
class ArticleInfo:
    """What is known of an article besides its text; `sha256` is of the normalised text in UTF-8."""

    id: str
    title: str
    source: str
    url: str
    published: date | None
    sha256: str

    @property
    def heading(self) -> str:
        """The title on at most 120 characters."""
        return shorten(self.title, 120, placeholder="...")


@dataclass(frozen=True, slots=True)
class Article:
    r"""One article: its text, normalised once, here, and what a citation must say about it.

    Args:
        text: the whole text, at least one letter or digit; stored NFC, with "\n" line ends and no control characters.
        title: shown and searched; empty takes the first sentence of the text (at most 300 characters).
        id: the name citations use, without ":" or white space; empty takes a slug of the title.
        source: the outlet or the file name, shown beside the title.
        url: where the article was published; empty when unknown.
        published: the day it was published; None when unknown.
        topics: free key words.

    Raises:
        ValueError: when the text holds nothing readable or the id has characters that an id can't have.

    >>> article = Article("The plant opened in 2021.\r\nIt makes cells.", title="A plant")
    >>> article.id, article.text[26:]
    ('a-plant', 'It makes cells.')
    """

    text: str
    title: str = ""
    id: str = ""
    source: str = ""
    url: str = ""
    published: date | None = None
    topics: tuple[str, ...] = ()
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        text = normalise(self.text)
        if not any(map(str.isalnum, text)):
            raise ValueError("an article needs text: nothing readable was found")
        title = " ".join(normalise(self.title).split()) or first_words(text)
        name = self.id or slug(title)
        if re.search(r"[\s:\x00-\x1f]", name):
            raise ValueError(f"an article id has no white space and no colon, got {name!r}")
        digest = hashlib.sha256(text.encode()).hexdigest()
        values = {"text": text, "title": title, "id": name, "sha256": digest, "topics": tuple(self.topics)}
        for key, value in values.items():
            object.__setattr__(self, key, value)

    @property
    def info(self) -> ArticleInfo:
        """The article without its text."""
        return ArticleInfo(self.id, self.title, self.source, self.url, self.published, self.sha256)


def first_words(text: str) -> str:
    """Return the first sentence of `text` as a title: one line, at most 300 characters.

    >>> first_words("Cells are made here. More follows.")
    'Cells are made here.'
    """
    line = next(line for line in text.splitlines() if any(map(str.isalnum, line))).strip().lstrip("#").strip()
    sentence = re.match(r".*?[.!?](?=\s|$)", line)
    title = sentence.group() if sentence else line
    return shorten(title, 300, placeholder="...")


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
    """A sentence of an article that may hold the answer; `score` is higher the better it fits the question."""

    article: ArticleInfo
    span: Span
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact words that support a sentence: ``quote == article.text[span.start:span.end]``, always.

    `number` is from 1, in the order of first use. `article.sha256` names the text that was quoted, so that the citation
    can be rechecked after the article was edited or removed.
    """

    number: int
    article: ArticleInfo
    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an answer and the numbers of the citations that support it (none: it is unsupported)."""

    text: str
    citations: tuple[int, ...]


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


@dataclass(frozen=True, slots=True)
class Answer:
    """What Footnote says to a question: cited sentences, or an abstention with its reason and the nearest articles.

    Attributes:
        question: as asked.
        standalone: the question as searched, with what it refers to in the conversation.
        sentences: in reading order; empty when `abstained`.
        citations: in the order of their numbers, 1 to n.
        abstained: whether the articles do not hold the answer.
        reason: why it is not a plain answer.
        message: what is said instead of sentences (abstention, help).
        confidence: calibrated probability in 0..1 that the articles hold the answer; 0.0 where nothing was judged.
        nearest: up to three articles, best first, filled on abstention.
        seconds: time spent by stage, in seconds.
    """

    question: str
    standalone: str
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    abstained: bool = False
    reason: Reason = Reason.NONE
    message: str = ""
    confidence: float = 0.0
    nearest: tuple[Nearest, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The answer as plain text with its markers, or the message."""
        if not self.sentences:
            return self.message
        return " ".join(s.text + "".join(f" [{n}]" for n in s.citations) for s in self.sentences)


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


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read: its path and the reason in one line."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did, or with `dry_run` would do: article ids by outcome, and the files that failed.

    `chunks` counts the chunks of the index after the sync, `embedded` those that had to be embedded.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    chunks: int = 0
    embedded: int = 0
    seconds: float = 0.0
    dry_run: bool = False

    def counts(self) -> Iterator[tuple[str, int]]:
        """Yield the name and size of each outcome, in a fixed order."""
        for name in ("added", "changed", "moved", "removed", "unchanged", "failed"):
            outcome: Sequence[object] = getattr(self, name)
            yield name, len(outcome)
