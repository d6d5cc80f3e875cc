"""The answer, the result of a question: cited sentences, or a typed abstention."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import import_module
from typing import Any

from rag.core.article import ArticleInfo
from rag.core.beside import Disagreement, Uncited
from rag.core.cluster import Cluster
from rag.core.request import Request
from rag.core.span import Location, Span
from rag.core.statement import Statement
from rag.core.usage import Usage
from rag.core.when import NEVER, When


@dataclass(frozen=True, slots=True)
class Caveat:
    """What limits or denies a quote right behind it: ``quote == article.text[start:end]``.

    Attributes:
        span: where it stands in the text of the quote.
        quote: the words.
    """

    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact words that support a sentence: ``quote == article.text[span.start:span.end]``.

    Attributes:
        number: from 1, in the order of first use.
        article: `article.sha256` names the text that was quoted, so that the citation can be
            rechecked after the article was edited or removed.
        span: where the quote stands in that text.
        quote: the words.
        answer: the words inside `span` that answer the question; None where none stand out.
        is_injection: whether the quote looks like an instruction to a language model.
        cluster: the articles that print the same text; None where no other one does.
        caveat: the sentence behind the quote, where that limits or denies it; None where it does
            not, or where another citation quotes it.
    """

    number: int
    article: ArticleInfo
    span: Span
    quote: str
    answer: Span | None = None
    is_injection: bool = False
    cluster: Cluster | None = None
    caveat: Caveat | None = None

    @property
    def place(self) -> Location:
        """Where the quote stands; `rag show` takes it."""
        return Location(self.article.id, self.span)

    @property
    def page(self) -> int | None:
        """The page, from 1, on which the quote begins; None for an article without pages."""
        return self.article.details.page(self.span.start)


@dataclass(frozen=True, slots=True)
class Lead:
    """The short answer, which stands on top.

    Attributes:
        text: the answering words as they stand in the quote, or a count of articles.
        citation: what they are quoted from; None for a count, which comes from the catalog.
        unit: for a number in a table, the unit that the head of its column gives; otherwise empty.
    """

    text: str
    citation: Citation | None
    unit: str = ""

    @property
    def said(self) -> str:
        """The words with their unit."""
        return f"{self.text} {self.unit}".strip()


class Certainty(StrEnum):
    """How sure an answer is, fitted on dev questions (eval/LOG.md).

    Of the answers that are sure at least 95 % are right, of the likely ones 80 %, of the unsure
    ones half; a refusal has none.
    """

    NONE = ""
    SURE = "sure"
    LIKELY = "likely"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an answer.

    Attributes:
        text: its words.
        citations: the numbers of the citations that support it; none: it is unsupported.
        support: calibrated probability, 0..1, that they do, where a language model wrote the
            sentence and it was checked; None for a quote.
        doubt: why a written sentence is unsupported; None where it is supported.
        bullet: whether it opens an item of a list.
        column: in a comparison, the index in `Answer.columns` of what the sentence is about; None
            when it is about several of them, or when the answer is not a comparison.
        label: what is put before it and is not quoted: whose opinion it is, whom its "she" means;
            otherwise empty.
        when: the date of what it tells, where that is put before it.
    """

    text: str
    citations: tuple[int, ...]
    support: float | None = None
    doubt: Statement | None = None
    bullet: bool = False
    column: int | None = None
    label: str = ""
    when: When = NEVER

    @property
    def warning(self) -> str:
        """Why it is unsupported, in English; empty otherwise."""
        return _in_english((self.doubt,) if self.doubt else ())


@dataclass(frozen=True, slots=True)
class Nearest:
    """An article that came close to a question; `score` is its best chunk's, higher is better."""

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
    OTHER_LANGUAGE = "question in another language"


@dataclass(frozen=True, slots=True)
class Answer:
    """What Footnote says to a question: cited sentences, or an abstention.

    Two answers are equal when they say the same; the times they took do not count.

    Attributes:
        question: as asked.
        standalone: the question as searched, with what it refers to in the conversation.
        sentences: in reading order; empty when `abstained`, except for `Reason.DRAFT_UNSUPPORTED`:
            then the quotes that come closest.
        citations: in the order of their numbers, 1 to n.
        lead: the short answer; None where no few words of the quotes are surely it.
        certainty: how sure the answer is.
        articles: what a question for articles is answered with, newest first; otherwise empty.
        request: what the question asks for, as it was understood; None for what was made without
            a question.
        columns: what a comparison compares, the headings of its table; otherwise empty.
        abstained: whether the articles do not hold the answer.
        reason: why it is not a plain answer.
        statements: what is said instead of sentences (abstention, help, a count of articles) or
            before them (that they are only what comes closest).
        confidence: calibrated probability, 0..1, that the articles hold the answer; 0.0 where
            nothing was judged.
        nearest: up to three articles, best first, filled on abstention.
        options: for `Reason.UNCLEAR`, questions that may have been meant.
        seconds: time spent by stage, in seconds; not part of equality.
        written: whether a language model wrote the sentences; otherwise they are quotes.
        removed: how many sentences of the draft were left out because nothing supports them.
        notes: how the answer came about, for example that the model could not be reached.
        usage: what the language model took.
        model: the language model that was to write it, as the settings name it but for folders of
            this machine; empty where none was.
        disagreement: what each article says where they differ in a number or a day, for each of the
            sentences; None where they do not, or where one of them says it in other words.
        uncited: what was found too and is not cited, best first: up to five sentences, at most two
            of one article.
    """

    question: str
    standalone: str
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    lead: Lead | None = None
    certainty: Certainty = Certainty.NONE
    articles: tuple[ArticleInfo, ...] = ()
    request: Request | None = field(default=None, repr=False)
    columns: tuple[str, ...] = ()
    abstained: bool = False
    reason: Reason = Reason.NONE
    statements: tuple[Statement, ...] = ()
    confidence: float = 0.0
    nearest: tuple[Nearest, ...] = ()
    options: tuple[str, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict, compare=False)
    written: bool = False
    removed: int = 0
    notes: tuple[Statement, ...] = ()
    usage: Usage = Usage()
    model: str = ""
    disagreement: Disagreement | None = None
    uncited: tuple[Uncited, ...] = ()

    @property
    def message(self) -> str:
        """The statements in English."""
        return _in_english(self.statements)

    @property
    def note(self) -> str:
        """The notes in English."""
        return _in_english(self.notes)

    @property
    def added(self) -> str:
        """What was searched together with the question: what it refers to; empty for nothing."""
        if not self.standalone.endswith(self.question):
            return ""
        return self.standalone.removesuffix(self.question).strip()

    def __str__(self) -> str:
        return self.text

    def markdown(self) -> str:
        """Return the answer as Markdown with footnotes, see `rag.render.markdown.markdown`."""
        printer = import_module("rag.render.markdown")  # by name: the nouns import no room
        text: str = printer.markdown(self)
        return text

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as a dictionary of plain values, as JSON has it."""
        printer = import_module("rag.render.json")  # by name: the nouns import no room
        fields: dict[str, Any] = printer.answer_dict(self)
        return fields

    def _repr_html_(self) -> str:
        """Return the answer as a notebook shows it; everything in it is escaped."""
        printer = import_module("rag.render.html")  # by name: the nouns import no room
        html: str = printer.answer_html(self)
        return html

    @property
    def text(self) -> str:
        """The answer as plain text with markers, see `rag.render.terminal.plain_text`."""
        printer = import_module("rag.render.terminal")  # by name: the nouns import no room
        text: str = printer.plain_text(self)
        return text


def _in_english(statements: tuple[Statement, ...]) -> str:
    words = import_module("rag.render.statements")  # by name: the nouns import no room
    text: str = words.in_words(statements)
    return text


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier exchange of a conversation: question and answer, as plain text."""

    question: str
    answer: str = ""
