"""A follow-up rewritten by a language model, so that it can be understood on its own.

What drops content of the question or invents some is rejected.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rag.core.answer import Turn
from rag.language.language import language
from rag.language.parsed import parse
from rag.models.llm.calling import Call, WritingFailed
from rag.writing.prompts import as_data, fill

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

LAST_TURNS = 4
"""The model is shown as many turns of the conversation, the last ones."""
LONGEST_ANSWER = 400
"""It is shown as many characters of the answer in each turn."""
LONGEST = 400
"""The most characters of a rewritten question."""
_LABEL = re.compile(r"^(?:standalone question|question|q)\s*:\s*", re.IGNORECASE)


def rewrite(call: Call, question: str, history: Sequence[Turn]) -> str | None:
    """Return a follow-up as a question that can be understood without the conversation.

    None when the model fails, and when what it writes is not faithful to the question.
    """
    from langchain_core.messages import HumanMessage

    turns = [
        f"Q: {as_data(turn.question)}\nA: {as_data(turn.answer[:LONGEST_ANSWER])}"
        for turn in history[-LAST_TURNS:]
    ]
    prompt: Sequence[BaseMessage] = [
        HumanMessage(fill("condense", conversation="\n".join(turns), question=as_data(question)))
    ]
    try:
        written = "".join(call.stream(prompt)).strip()
    except WritingFailed:
        return None
    rewritten = _LABEL.sub("", written.partition("\n")[0]).strip(' "')
    return rewritten if is_faithful(rewritten, question, history) else None


def is_faithful(rewritten: str, question: str, history: Sequence[Turn]) -> bool:
    """Whether a rewritten question keeps the question's content and adds only the conversation's.

    >>> history = [Turn("How many plants are there in France?", "Three.")]
    >>> is_faithful("How many plants are there in Germany?", "And in Germany?", history)
    True
    >>> is_faithful("How many plants are there in France?", "And in Germany?", history)
    False
    """
    pointing = language().asking.pointing
    content = parse(question).stems - pointing
    stems = parse(rewritten).stems
    turns = [f"{turn.question} {turn.answer}" for turn in history]
    known = parse(" ".join([question, *turns])).stems
    invented = [stem for stem in stems - known - pointing if not _is_form_of(stem, known)]
    return 0 < len(rewritten) <= LONGEST and content <= stems and not invented


def _is_form_of(stem: str, known: frozenset[str]) -> bool:
    """Whether a stem begins with a known one, or a known one with it."""
    return any(stem.startswith(other) or other.startswith(stem) for other in known)
