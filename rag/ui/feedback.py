"""What a reader says of an answer on the page: checked, looked up in the articles and kept as an eval case."""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rag.answering.asking import MAX_QUESTION, check_question
from rag.catalog import View
from rag.errors import RagError
from rag.feedback import Cited, Feedback, Quote, Verdict, find_quote, keep
from rag.types import Span, Turn
from rag.ui.conversation import Provider

SAVED = "Saved as a test case"
NOWHERE = "Saved; these words stand in no article"
WITHDRAWN = "Withdrawn"
MALFORMED = "Not saved: ask the question again."

_Question = Annotated[str, Field(max_length=MAX_QUESTION)]
_Answer = Annotated[str, Field(max_length=20_000)]
_STRICT = ConfigDict(extra="forbid", strict=True)


class Earlier(BaseModel):
    """An earlier turn of the conversation."""

    model_config = _STRICT

    question: _Question
    answer: _Answer


class Footnote(BaseModel):
    """A citation by its place, and whether the reader says that it does not support the answer."""

    model_config = _STRICT

    article: str = Field(max_length=1_000)
    sha256: str = Field(max_length=64)
    start: int
    end: int
    rejected: bool


class Request(BaseModel):
    """What the page sends: an answer, the conversation before it and what is said of it; no quote is taken on trust."""

    model_config = _STRICT

    question: _Question
    standalone: str = Field(max_length=2 * MAX_QUESTION + 1)
    answer: _Answer
    abstained: bool
    confidence: float = Field(ge=0, le=1)
    history: list[Earlier] = Field(max_length=50)
    citations: list[Footnote] = Field(max_length=100)
    verdict: Verdict
    expected: str = Field("", max_length=5_000)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the page is told, in words; `missing`: the words that were given stand in no article."""

    saved: bool
    said: str
    missing: bool = False


def judge(provider: Provider, request: object) -> Reply:
    """Keep what a reader says of an answer; never raises for what the page sent."""
    try:
        given = Request.model_validate(request)
        check_question(given.question)
    except (ValidationError, RagError):
        return Reply(False, MALFORMED)
    try:
        with provider().reader.snapshot() as snapshot:
            citations = [_cited(footnote, snapshot.view) for footnote in given.citations]
            found = find_quote(given.expected, snapshot.view)
            catalog = snapshot.view.catalog
        keep(_feedback(given, citations, found), catalog)
    except ValueError:
        return Reply(False, MALFORMED)
    except RagError as error:
        return Reply(False, f"Not saved: {error}")
    if given.expected.strip() and not found:
        return Reply(True, NOWHERE, missing=True)
    return Reply(True, WITHDRAWN if given.verdict == "withdrawn" else SAVED)


def _cited(footnote: Footnote, view: View) -> Cited:
    """Return the citation with the words that stand at its place.

    Raises:
        ValueError: when there is no such place.
    """
    span = Span(footnote.start, footnote.end)
    text = view.text_version(footnote.article, footnote.sha256)
    if text is None or span.end > len(text):
        raise ValueError("no such place")
    return Cited(footnote.article, footnote.sha256, span.start, span.end, span.slice(text), footnote.rejected)


def _feedback(given: Request, citations: list[Cited], found: Quote | None) -> Feedback:
    same: dict[str, Any] = given.model_dump(
        include={"question", "standalone", "answer", "abstained", "confidence", "verdict"}
    )
    history = tuple(Turn(turn.question, turn.answer) for turn in given.history)
    return Feedback(history=history, citations=tuple(citations), expected=(found,) if found else (), **same)
