"""A conversation as HTML. Pure; `rag.ui.parts.template` says what is escaped."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from rag.core.answer import Answer, Reason
from rag.render.blocks import Layout, layout
from rag.ui import texts
from rag.ui.parts.template import render
from rag.ui.session import Exchange

_LONGEST_QUESTION = 300


def conversation(exchanges: Sequence[Exchange]) -> str:
    """Return every turn, oldest first."""
    turns = [_turn(number, exchange) for number, exchange in enumerate(exchanges, start=1)]
    return render("conversation", turns=turns)


def status(exchange: Exchange) -> str:
    """Return what a screen reader announces about the latest turn, as plain text."""
    if exchange.problem:
        return texts.capital(exchange.problem)
    if exchange.answer is None:
        return texts.SEARCHING
    footnotes = len(exchange.answer.citations)
    return texts.answered(footnotes) if footnotes else exchange.answer.message


@dataclass(frozen=True, slots=True)
class ShownTurn:
    """A turn as its template takes it.

    Attributes:
        number: from 1.
        question: as asked, cut where it is long.
        problem: why there is no answer, in words; empty where there is none.
        answer: what came back so far.
        layout: the answer laid out.
        remarks: how the answer came about, in one paragraph.
        judged: which answer a reader judges, as JSON for feedback.js; empty where none can be.
    """

    number: int
    question: str
    problem: str
    answer: Answer | None
    layout: Layout | None
    remarks: str
    judged: str


def _turn(number: int, exchange: Exchange) -> ShownTurn:
    question, answer = exchange.question, exchange.answer
    if len(question) > _LONGEST_QUESTION:
        question = question[:_LONGEST_QUESTION].rstrip() + "…"
    if answer is None:
        return ShownTurn(number, question, exchange.problem, None, None, "", "")
    laid_out = layout(answer)
    can_be_judged = not exchange.problem and answer.reason is not Reason.HELP
    judged = _judged(answer) if can_be_judged else ""
    remarks = _remarks(answer, laid_out)
    return ShownTurn(number, question, exchange.problem, answer, laid_out, remarks, judged)


def _judged(answer: Answer) -> str:
    """Return what feedback.js sends back of an answer."""
    names = ("question", "standalone", "abstained", "confidence")
    values = {name: getattr(answer, name) for name in names} | {"answer": answer.text}
    return json.dumps(values)


def _remarks(answer: Answer, laid_out: Layout) -> str:
    """Return how an answer came about: that a model wrote it, what was left out, what it took."""
    remarks = [texts.WRITTEN] if answer.written else []
    remarks += laid_out.remarks
    usage = answer.usage
    if usage.calls:
        remarks.append(texts.tokens(usage.input_tokens, usage.output_tokens, usage.cost))
    return " ".join(remarks)
