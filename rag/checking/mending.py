"""Quotations put right: the text with the articles' words in place of those that were altered."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff

from rag.checking.letters import Letters
from rag.core.checked import CheckedText, QuoteStanding
from rag.core.span import Span


@dataclass(frozen=True, slots=True)
class MendedText:
    """A text whose quotations are put right.

    Attributes:
        text: the whole text.
        places: what was replaced, in the text as it was given, with the words put there instead.
    """

    text: str
    places: tuple[tuple[Span, str], ...]


def fix_quotes(checked: CheckedText) -> MendedText:
    """Return a checked text with its altered quotations put right.

    A quotation that is said by somebody else, or that stands nowhere, stays as it is, and so does
    one in which the writer left something out: nobody but the writer can mend it.
    """
    changes = sorted(_changes(checked))
    text = checked.text
    for place, words in reversed(changes):
        text = text[: place.start] + words + text[place.end :]
    return MendedText(text, tuple(changes))


def diff_of(checked: CheckedText, mended: MendedText) -> str:
    """Return what was put right as a unified diff, as `patch` reads it; empty where nothing was."""
    name = checked.name or "text"
    lines = unified_diff(
        checked.text.splitlines(keepends=True),
        mended.text.splitlines(keepends=True),
        name,
        name,
    )
    ended = (
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )
    return "".join(ended)


def _changes(checked: CheckedText) -> Iterator[tuple[Span, str]]:
    for sentence in checked.sentences:
        for one in sentence.quotations:
            letters = Letters.of(checked.text, [one.place])
            if one.check.standing is QuoteStanding.ALTERED and letters.places:
                place = Span(letters.places[0], letters.places[-1] + 1)
                yield place, " ".join(one.check.correct.split())
