"""A question of the later sets, and what people marked in its passage."""

from collections.abc import Mapping
from typing import Any

from eval.training.windows import Text
from rag.core.answer import Turn
from rag.core.span import Span
from rag.question.condense import standalone

Record = Mapping[str, Any]
"""A question as it stands in queries.jsonl."""


def question_text(record: Record) -> str:
    """Return the question, in a conversation with what it leans on in front."""
    turns = [Turn(turn["text"]) for turn in record.get("history", ()) if turn["role"] == "user"]
    question = str(record["text"]).strip()
    return standalone(question, turns) if "task" in record else question


def answer_place(record: Record) -> Span | None:
    """Return where the answer stands in the document; None where no place is marked."""
    start = int(record["start"])
    return Span(start, start + len(record["answers"][0])) if start >= 0 else None


def holding(text: Text, answer: Span | None) -> int | None:
    """Return the sentence that the answer stands in."""
    return next((i for i, span in enumerate(text.spans) if answer and answer.within(span)), None)


def gold_sentences(record: Record, text: Text) -> list[int]:
    """Return the sentences that are marked, the one that holds the answer first."""
    marked = [Span(*place) for place in record.get("evidence", ())]
    gold = [i for i, span in enumerate(text.spans) if any(_mostly(span, m) for m in marked)]
    first = holding(text, answer_place(record))
    return gold if first is None else [first, *(i for i in gold if i != first)]


def holds_answer(record: Record, text: str) -> bool:
    """Tell whether one of the answers stands in a text."""
    if record.get("type") == "yesno":
        return False
    return any(answer.lower() in text.lower() for answer in record["answers"])


def _mostly(sentence: Span, marked: Span) -> bool:
    shared = min(sentence.end, marked.end) - max(sentence.start, marked.start)
    return 2 * shared >= min(sentence.end - sentence.start, marked.end - marked.start)
