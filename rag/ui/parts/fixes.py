"""What can be put right in a text that was checked: the articles' words for its own. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from rag.checking.mending import fix_quotes
from rag.core.checked import CheckedText
from rag.core.span import Span


@dataclass(frozen=True, slots=True)
class Fix:
    """Words that can be put into a text.

    Attributes:
        number: from 0, in reading order.
        place: what they replace.
        words: the article's.
        is_quote: whether they put a quotation right.
    """

    number: int
    place: Span
    words: str
    is_quote: bool


def fixes_of(checked: CheckedText) -> tuple[Fix, ...]:
    """Return what can be put right, quotations and values that the articles give otherwise."""
    found = dict.fromkeys(fix_quotes(checked).places, True)
    for sentence in checked.sentences:
        for conflict in sentence.conflicts:
            if conflict.replaces and conflict.says and conflict.instead:
                found.setdefault((conflict.place, " ".join(conflict.instead.split())), False)
    ordered = sorted(found.items(), key=lambda one: one[0])
    return tuple(
        Fix(number, place, words, is_quote)
        for number, ((place, words), is_quote) in enumerate(ordered)
    )


def with_fixes(text: str, fixes: Iterable[Fix]) -> str:
    """Return a text with words put right; of fixes that overlap, the first."""
    parts, at = [], 0
    for fix in sorted(fixes, key=lambda one: one.place):
        if fix.place.start >= at:
            parts += [text[at : fix.place.start], fix.words]
            at = fix.place.end
    return "".join([*parts, text[at:]])


def mended(checked: CheckedText, put: Iterable[int]) -> str:
    """Return a checked text with all altered quotations put right, and what a reader chose.

    Args:
        checked: the text.
        put: the numbers of the fixes that the reader put into it; they go before the quotations.
    """
    several = fixes_of(checked)
    chosen = [fix for fix in several if fix.number in set(put)]
    quotes = [
        fix
        for fix in several
        if fix.is_quote and not any(fix.place.overlaps(one.place) for one in chosen)
    ]
    return with_fixes(checked.text, [*chosen, *quotes])
