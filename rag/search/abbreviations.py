"""Abbreviations in a question, written out as the articles do."""

import re
from collections.abc import Iterator

from rag.language.abbreviations import SHORT, long_form
from rag.library.snapshot import Snapshot
from rag.question.expected import asks_what_is_short

_LOOKED_AT = 50
"""Chunks in which an abbreviation is looked for."""


def written_out(text: str, snapshot: Snapshot) -> str:
    """Return a question with its abbreviations written out, where that helps to find an answer.

    That is so of one that is asked about, which stays behind its words: "What does Maritime
    Accident Board (MAB) stand for?"; and of one that the articles only introduce and never use by
    itself, in whose place its words stand. What no article writes out stays as it is.
    """
    if text.isupper():
        return text
    asked = asks_what_is_short(text)
    for match in reversed(list(SHORT.finditer(text))):
        short = match.group()
        texts = list(_texts(short, snapshot))
        long = next(filter(None, (long_form(one, short) for one in texts)), "")
        if not long or (not asked and any(_is_used(short, one) for one in texts)):
            continue
        words = f"{long} ({short})" if asked else long
        text = f"{text[: match.start()]}{words}{text[match.end() :]}"
    return text


def _is_used(short: str, text: str) -> bool:
    """Tell whether a text has an abbreviation by itself, not in brackets."""
    return re.search(rf"(?<![\w(]){short}\b", text) is not None


def _texts(word: str, snapshot: Snapshot) -> Iterator[str]:
    """Yield the texts of the chunks that have a word most."""
    names = [name for name, _ in snapshot.lexical.search(word, _LOOKED_AT)]
    chunks = snapshot.view.chunks(names)
    return (chunks[name][0].text for name in names)
