"""What was not in the articles: a refusal that can be kept, and looked at again. Pure."""

from dataclasses import dataclass
from datetime import date

from rag.core.answer import Answer
from rag.core.article import ArticleInfo
from rag.core.corpus import Filter


@dataclass(frozen=True, slots=True)
class NegativeReport:
    """That the articles of a day do not hold the answer to a question.

    Attributes:
        question: as asked.
        searched: the words with content that were looked for.
        where: which articles were looked through.
        articles: how many they were.
        first: the first day of publication among them; None where none has one.
        last: the last one.
        as_of: the day of the library's last sync; None before the first.
        known: the ids of the articles, with the hashes of their texts.
        reason: why there is no answer.
        nearest: the articles that came closest, best first.
    """

    question: str
    searched: tuple[str, ...]
    where: Filter
    articles: int
    first: date | None
    last: date | None
    as_of: date | None
    known: tuple[tuple[str, str], ...]
    reason: str
    nearest: tuple[ArticleInfo, ...]


@dataclass(frozen=True, slots=True)
class ReportRechecked:
    """A negative report looked at again.

    Attributes:
        report: as it was kept.
        answer: what the library says now.
        added: the ids of the articles that are new or changed since.
        gone: the ids of those that left.
    """

    report: NegativeReport
    answer: Answer
    added: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether there still is no answer."""
        return self.answer.abstained
