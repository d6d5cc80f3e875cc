"""What became of a citation since it was given. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from rag.core.answer import Citation
from rag.core.article import ArticleInfo
from rag.core.span import Span


class Standing(StrEnum):
    """What became of the words that a citation quotes.

    The last: no version of the article has them at their place.
    """

    UNCHANGED = "unchanged"
    EDITED_ELSEWHERE = "edited elsewhere"
    EDITED_HERE = "edited here"
    WITHDRAWN = "withdrawn"
    NOT_QUOTED = "not in the article"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A citation as it is kept: which text of which article it quotes, where, and what.

    Attributes:
        article_id: the article.
        sha256: the hash of the text that was quoted.
        span: where the quote stands in that text.
        quote: the words.
    """

    article_id: str
    sha256: str
    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class Rewording:
    """Sentences as they were quoted, and what stands in their place now; empty for nothing."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Recheck:
    """What became of a citation.

    Attributes:
        standing: in a word.
        newer: the article as it is now, where it has another text than the one that was quoted.
        change: what changed at the quote; None where nothing did.
    """

    standing: Standing
    newer: ArticleInfo | None = None
    change: Rewording | None = None


@dataclass(frozen=True, slots=True)
class Rechecked:
    """A citation of a kept answer, and what became of it.

    Attributes:
        question: what was asked.
        number: the citation's number in the answer.
        cited: what it quotes.
        recheck: what became of it.
    """

    question: str
    number: int
    cited: Quotation
    recheck: Recheck


def quotation(citation: Citation) -> Quotation:
    """Return a citation as it is kept."""
    article = citation.article
    return Quotation(article.id, article.sha256, citation.span, citation.quote)
