"""What stands beside the sentences of an answer: where articles differ, what else was found."""

from dataclasses import dataclass

from rag.core.article import ArticleInfo
from rag.core.span import Span


@dataclass(frozen=True, slots=True)
class Side:
    """What one article says where articles differ in a number or a day.

    Attributes:
        text: the number or the day, as it stands in the quote.
        span: where it stands in the article.
        citation: the number of the citation that says so; its article tells who says it and when.
    """

    text: str
    span: Span
    citation: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Different numbers or days that articles give for one thing.

    Attributes:
        sides: what each says: what is right by a correction first, else the newest article first.
        corrected: whether the first one corrects the others; otherwise none is more right.
    """

    sides: tuple[Side, ...]
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Uncited:
    """A sentence that was found for a question and that its answer does not cite.

    Attributes:
        article: `article.sha256` names the text in which it stands.
        span: where it stands in that text.
        quote: its words.
        answer: the words inside `span` that fit the question best; None where none stand out.
    """

    article: ArticleInfo
    span: Span
    quote: str
    answer: Span | None = None
