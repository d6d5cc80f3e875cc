"""The rows of conversations and clippings, and what is read back from them."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from rag.core.answer import Answer
from rag.core.conversation import Clipping, ConversationInfo, KeptTurn, Mode, QuotedIn, TurnState
from rag.core.corpus import Filter
from rag.core.recheck import Quotation
from rag.core.span import Span
from rag.core.text import normalise, whole_letters
from rag.errors import DataError
from rag.render.fields import ArticleJson, FilterJson
from rag.render.json import answer_json
from rag.render.reading import read_answer, read_article

LONGEST_ANSWER = 5_000_000
"""How many characters of JSON an answer may have that is kept."""
TOO_LONG = "The answer is too long to be kept: ask again for less."
UNREADABLE = "This answer can't be read any more: ask again."


def now() -> datetime:
    """Return the time, UTC, as the catalog has it."""
    return datetime.now(UTC).replace(tzinfo=None)


def new_id() -> str:
    """Return a name that nobody can guess, of letters and digits."""
    return secrets.token_hex(16)


def folded(*texts: str) -> str:
    """Return texts as they are searched, where capitals do not matter."""
    return "\n".join(normalise(text).casefold() for text in texts)


def asked_row(
    parent: str, question: str, where: Filter, literal: bool, mode: Mode, when: datetime
) -> dict[str, Any]:
    """Return the row of a question that is being asked, but for its place in a conversation."""
    question = whole_letters(question)
    return {
        "id": new_id(),
        "parent": parent,
        "question": question,
        "filter": FilterJson.from_filter(where).model_dump(mode="json"),
        "literal": literal,
        "mode": str(mode),
        "state": str(TurnState.ASKING),
        "tries": 1,
        "asked": when,
        "problem": "",
        "words": folded(question),
        "answer": "",
    }


def answered_values(
    question: str, state: TurnState, answer: Answer | None, problem: str
) -> dict[str, Any]:
    """Return what becomes of the row of a question that was answered, or was not."""
    written = answer_json(answer) if answer else ""
    if len(written) > LONGEST_ANSWER:
        answer, written, problem = None, "", TOO_LONG
    return {
        "state": str(state),
        "problem": whole_letters(problem),
        "words": folded(question, answer.text if answer else ""),
        "answer": whole_letters(written),
    }


def quote_rows(turn_id: str, answer: Answer) -> Iterator[dict[str, Any]]:
    """Yield the rows of what an answer quotes."""
    for citation in answer.citations:
        yield {
            "turn_id": turn_id,
            "number": citation.number,
            "article_id": citation.article.id,
            "sha256": citation.article.sha256,
            "start": citation.span.start,
            "end": citation.span.end,
            "quote": citation.quote,
        }


def stored_info(row: Any) -> ConversationInfo:
    """Return what a row says of a conversation."""
    return ConversationInfo(row.id, row.title, row.created, row.changed, row.turns)


def stored_turn(row: Any) -> KeptTurn:
    """Return the turn in a row; an answer that can't be read is told as its problem."""
    answer, problem = None, row.problem
    try:
        answer = read_answer(row.answer) if row.answer else None
    except DataError:
        problem = UNREADABLE
    return KeptTurn(
        row.id,
        row.parent,
        row.question,
        Filter(**row.filter),
        row.literal,
        TurnState(row.state),
        row.asked,
        answer,
        problem,
        Mode(row.mode),
    )


def stored_quoted(row: Any) -> QuotedIn:
    """Return which answer quotes what, from a row."""
    cited = Quotation(row.article_id, row.sha256, Span(row.start, row.end), row.quote)
    return QuotedIn(row.conversation_id, row.title, row.turn_id, row.question, row.number, cited)


def clipping_values(clipping: Clipping) -> dict[str, Any]:
    """Return the row of a clipping, but for its owner and its place among others."""
    return {
        "id": clipping.id,
        "article": ArticleJson.from_article(clipping.article).model_dump_json(),
        "start": clipping.span.start,
        "end": clipping.span.end,
        "quote": clipping.quote,
        "note": clipping.note,
        "turn_id": clipping.turn_id,
        "created": clipping.created,
    }


def stored_clipping(row: Any) -> Clipping:
    """Return the clipping in a row."""
    span = Span(row.start, row.end)
    article = read_article(row.article)
    return Clipping(row.id, article, span, row.quote, row.note, row.turn_id, row.created)
