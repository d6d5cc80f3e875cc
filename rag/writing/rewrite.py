"""A follow-up made to stand alone by a language model; what drops the new content or invents some is rejected."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rag.language.language import language
from rag.language.parsed import parse
from rag.types import Turn
from rag.writing.calling import Call, WritingFailed
from rag.writing.prompts import as_data, fill

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

TURNS, ANSWER = 4, 400
"""The last turns that the model is shown, and the most characters of the answer in each."""
LONGEST = 400
"""The most characters of a rewritten question."""


def rewrite(call: Call, question: str, history: Sequence[Turn]) -> str | None:
    """Return the question standing alone; None where the model fails or what it says is no such question."""
    from langchain_core.messages import HumanMessage

    lines = [f"Q: {as_data(turn.question)}\nA: {as_data(turn.answer[:ANSWER])}" for turn in history[-TURNS:]]
    prompt: Sequence[BaseMessage] = [
        HumanMessage(fill("condense", conversation="\n".join(lines), question=as_data(question)))
    ]
    try:
        said = "".join(call.stream(prompt)).strip()
    except WritingFailed:
        return None
    first = re.sub(r"^(?:standalone question|question|q)\s*:\s*", "", said.partition("\n")[0], flags=re.IGNORECASE).strip(
        ' "'
    )
    return first if is_faithful(first, question, history) else None


def is_faithful(rewritten: str, question: str, history: Sequence[Turn]) -> bool:
    """Tell whether a rewritten question keeps the content of the question and takes the rest from the conversation.

    >>> history = [Turn("How many plants are there in France?", "Three.")]
    >>> is_faithful("How many plants are there in Germany?", "And in Germany?", history)
    True
    >>> is_faithful("How many plants are there in France?", "And in Germany?", history)
    False
    """
    pointing = language().asking.pointing
    new = parse(question).stems - pointing
    said = parse(rewritten).stems
    turns = [f"{turn.question} {turn.answer}" for turn in history]
    known = parse(" ".join([question, *turns])).stems
    invented = [stem for stem in said - known - pointing if not any(map(stem.startswith, known))]
    invented = [stem for stem in invented if not any(one.startswith(stem) for one in known)]
    return 0 < len(rewritten) <= LONGEST and new <= said and not invented
