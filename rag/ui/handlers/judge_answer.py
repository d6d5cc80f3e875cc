"""What a reader says of an answer: checked, looked up in the articles and kept as an eval case."""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from rag.core.answer import Turn
from rag.core.span import Span
from rag.errors import QuestionError, RagError
from rag.evaluation.feedback import Cited, Feedback, Rating, find_quote, keep
from rag.library.library import Library
from rag.question.check import MAX_QUESTION, check_question
from rag.ui.catalogue import Wording
from rag.ui.session import Provider


def _askable(question: str) -> str:
    """Return the question as it is.

    Raises:
        ValueError: where `check_question` would not take it.
    """
    try:
        check_question(question)
    except QuestionError as error:
        raise ValueError(str(error)) from error
    return question


MOST_QUOTED = 20_000
"""How many characters the quotes of a judged answer may have together."""

_Question = Annotated[str, Field(max_length=MAX_QUESTION)]
_Answer = Annotated[str, Field(max_length=20_000)]
_STRICT = ConfigDict(extra="forbid", strict=True)


class EarlierTurn(BaseModel):
    """An earlier turn of the conversation."""

    model_config = _STRICT

    question: _Question
    answer: _Answer


class JudgedCitation(BaseModel):
    """A citation by its place, and whether the reader says that it does not support the answer."""

    model_config = _STRICT

    article: str = Field(max_length=1_000)
    sha256: str = Field(max_length=64)
    start: int
    end: int
    rejected: bool


class JudgementRefused(QuestionError):
    """What was said is not of an answer that these articles gave."""


class JudgeRequest(BaseModel):
    """What the page sends: an answer, the conversation before it and the reader's verdict.

    No quote is taken on trust: citations are places, and their words are read from the articles.
    """

    model_config = _STRICT

    question: Annotated[_Question, AfterValidator(_askable)]
    standalone: str = Field(max_length=2 * MAX_QUESTION + 1)
    answer: _Answer
    abstained: bool
    confidence: float = Field(ge=0, le=1)
    history: list[EarlierTurn] = Field(max_length=50)
    citations: list[JudgedCitation] = Field(max_length=100)
    verdict: Rating
    expected: str = Field("", max_length=5_000)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the page is told.

    Attributes:
        saved: whether the verdict was kept.
        message: that, in words.
        missing: whether the words that were given as expected stand in no article.
    """

    saved: bool
    message: str
    missing: bool = False


def judge_answer(provider: Provider, request: object, t: Wording) -> Reply:
    """Keep what a reader says of an answer; never raises for what the page sent."""
    try:
        judged = JudgeRequest.model_validate(request)
        _, found = keep_judged(judged, provider().library)
    except JudgementRefused:
        return Reply(False, t("not_judged"))
    except RagError as error:
        return Reply(False, f"Not saved: {error}")
    except ValueError:
        return Reply(False, t("not_judged"))
    if not found:
        return Reply(True, t("nowhere"), missing=True)
    return Reply(True, t("withdrawn" if judged.verdict == "withdrawn" else "saved"))


def keep_judged(judged: JudgeRequest, library: Library, owner: str = "") -> tuple[int, bool]:
    """Keep what was said of an answer.

    Args:
        judged: what was said.
        library: where it is kept.
        owner: which program said it; empty for a reader of the page.

    Returns:
        Its number, and whether the words that were expected, if any, stand in an article.

    Raises:
        JudgementRefused: for places that are none, and for more words than an answer has.
        DataError: when as much is kept as may be.
    """
    if sum(citation.end - citation.start for citation in judged.citations) > MOST_QUOTED:
        raise JudgementRefused("the quotes are longer than those of an answer")
    citations = tuple(_cited(citation, library) for citation in judged.citations)
    quote = find_quote(judged.expected, library)
    if quote and len(quote.quote) > MOST_QUOTED:
        raise JudgementRefused("the expected words stand too far apart")
    same: dict[str, Any] = judged.model_dump(
        include={"question", "standalone", "answer", "abstained", "confidence", "verdict"}
    )
    history = tuple(Turn(turn.question, turn.answer) for turn in judged.history)
    expected = (quote,) if quote else ()
    said = Feedback(history=history, citations=citations, expected=expected, owner=owner, **same)
    return keep(said, library), bool(quote) or not judged.expected.strip()


def _cited(citation: JudgedCitation, library: Library) -> Cited:
    """Return a citation with the words that stand at its place.

    Raises:
        JudgementRefused: when there is no such place.
    """
    article = library.version(citation.article, citation.sha256)
    if article is None or not 0 <= citation.start < citation.end <= len(article.text):
        raise JudgementRefused(
            f"{citation.article!r:.100} has no place {citation.start} to {citation.end} in the "
            "text of this hash: send the answer as it was given"
        )
    span = Span(citation.start, citation.end)
    return Cited(
        citation.article,
        citation.sha256,
        span.start,
        span.end,
        span.slice(article.text),
        citation.rejected,
    )
