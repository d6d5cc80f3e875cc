"""What a question asks for, as it was understood."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rag.core.corpus import Filter
from rag.core.usage import Usage


class Task(StrEnum):
    """What is asked for."""

    ANSWER = "answer"
    SUMMARY = "summary"
    COMPARISON = "comparison"
    TIMELINE = "timeline"
    ARTICLES = "articles"
    SOURCES = "sources"
    SECOND_LOOK = "second look"
    HELP = "help"
    CONTENTS = "contents"


class Kind(StrEnum):
    """What sort of answer a question wants; it decides how long the answer is."""

    FACT = "fact"
    YES_NO = "yes or no"
    REASON = "reason"
    LIST = "list"
    OPEN = "open"


class Wants(StrEnum):
    """What has to stand in an answer."""

    ANYTHING = ""
    TIME = "time"
    NUMBER = "number"
    NAME = "name"


class Only(StrEnum):
    """Which of several articles are asked for."""

    ALL = ""
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Period:
    """The first and the last day of a time; None where it is open."""

    since: date | None = None
    until: date | None = None

    def meets(self, other: "Period") -> bool:
        """Tell whether it has a day in common with another one."""
        first = max(self.since or date.min, other.since or date.min)
        return first <= min(self.until or date.max, other.until or date.max)


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for in sentences.

    Attributes:
        text: what is asked, one of a request's `texts`.
        kind: what sort of answer is wanted.
        wants: what has to stand in it.
        periods: the times that are asked about.
        all_rows: whether all rows of a table matter, not only those that the text names.
    """

    text: str = ""
    kind: Kind = Kind.OPEN
    wants: Wants = Wants.ANYTHING
    periods: tuple[Period, ...] = ()
    all_rows: bool = False


ANYTHING = Sought()


@dataclass(frozen=True, slots=True)
class Request:
    """A question, understood.

    Attributes:
        task: what is asked for.
        question: as asked, normalised.
        standalone: the question with what it refers to.
        texts: what is searched: the question as a whole, then each of its `parts`.
        kind: what sort of answer is wanted.
        wants: what has to stand in the answer.
        periods: the times that each of `texts` asks about, in their order; none of them is a limit.
        compares_all: whether it asks for the most or least of something, or for a sum.
        filter: which articles are asked for, as far as the question says so: days of publication,
            outlets, authors.
        limit: the most sentences that are asked for; 0 where nothing is said.
        words: about how many words are asked for; 0 where nothing is said.
        only: whether all articles are asked for, or the newest or oldest, for `Task.ARTICLES`.
        sources: for `Task.SOURCES`, what is asked of them, see `rag.question.sources.Asks`.
        of_one: whether one article is to be summarised, which `texts` names.
        compared: the names of what is to be compared, for a comparison.
        missing: names in it that no article has.
        unclear: whether it refers to something that nobody named.
        alone: the question as one that begins a new topic, where it may as well be that; then both
            are searched. None where it is one or the other.
        otherwise: what is answered where this is refused or unsure: of a day on which nothing is
            said to have happened, what was published then. None where there is nothing.
        readings: the request as each way to read a long question; the surest is answered.
        earlier_answer: the answer that is to be checked, as plain text; empty where there is none.
        usage: what a language model took to rewrite it.
    """

    task: Task
    question: str
    standalone: str
    texts: tuple[str, ...] = ()
    kind: Kind = Kind.OPEN
    wants: Wants = Wants.ANYTHING
    periods: tuple[tuple[Period, ...], ...] = ()
    compares_all: bool = False
    filter: Filter = Filter()
    limit: int = 0
    words: int = 0
    only: Only = Only.ALL
    sources: str = ""
    of_one: bool = False
    compared: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unclear: bool = False
    alone: "Request | None" = None
    otherwise: "Request | None" = None
    readings: "tuple[Request, ...]" = ()
    earlier_answer: str = ""
    usage: Usage = Usage()

    @property
    def parts(self) -> tuple[str, ...]:
        """The texts that are searched for each thing that it asks; none where it asks one."""
        return self.texts[1:]

    def sought(self, number: int = 0) -> Sought:
        """What is looked for to answer one of `texts`."""
        return Sought(
            self.texts[number] if number < len(self.texts) else self.standalone,
            self.kind,
            self.wants,
            self.periods[number] if number < len(self.periods) else (),
            self.kind is Kind.LIST,
        )

    @property
    def is_talk(self) -> bool:
        """Whether nothing has to be searched: small talk, or what the articles are."""
        return self.task in (Task.HELP, Task.CONTENTS)

    @property
    def is_overview(self) -> bool:
        """Whether the answer is an overview of several articles."""
        return self.task in (Task.SUMMARY, Task.COMPARISON, Task.TIMELINE)

    @property
    def has_parts(self) -> bool:
        """Whether the question has several parts, so that no single chunk has to answer it.

        The context that was added to a follow-up does not count as a part.
        """
        return len(self.texts) > 2
