"""What of a text is to be checked: its sentences, and the statements that one of them makes."""

import re
from collections.abc import Iterator

from rag.core.span import Span
from rag.language.blocks import BlockKind, text_blocks
from rag.language.language import language
from rag.language.parsed import Parsed, parse

QUESTION, ADDRESS = "it asks something", "it speaks to the reader"
VIEW, LITTLE, HEADING = "it is an opinion", "it says too little to be checked", "it is a heading"
_LEAST_STEMS = 2
_SHORT_HEADING = 5
"""A heading with fewer words says nothing that could be checked."""
_LEAST_BESIDES = 4
"""A sentence of praise or blame says something else too where it has so many other stems."""
_ASKS = re.compile(r"\?[\s\"'”’»)\]*_]*$")


def headings(text: str) -> list[Span]:
    """Return where the headings of a text stand."""
    return [block.span for block in text_blocks(text) if block.kind is BlockKind.HEADING]


def says_nothing(sentence: Parsed, is_heading: bool = False) -> str:
    """Return why there is nothing to check in a sentence; empty where there is something.

    >>> says_nothing(parse("Is that so?")), says_nothing(parse("The plant opened in 2021."))
    ('it asks something', '')
    """
    rules = language(sentence.code).claiming
    text = sentence.text
    if _ASKS.search(text):
        return QUESTION
    if is_heading and len(sentence.words) < _SHORT_HEADING:
        return HEADING
    if len(sentence.stems) < _LEAST_STEMS and not sentence.quantities:
        return LITTLE
    outside = re.sub(r"[\"“„«][^\"”“»]*[\"”“»]", "", text)
    if rules.address.search(outside):
        return ADDRESS
    reports = rules.says.search(outside) is not None
    if sentence.quantities or sentence.days or reports:
        return ""
    if rules.view.search(outside):
        return VIEW
    judging = {stem for word in rules.judges.findall(outside) for stem in parse(word).stems}
    is_view = bool(judging) and len(sentence.stems - judging) < _LEAST_BESIDES
    return VIEW if is_view else ""


def statements(sentence: Parsed) -> Iterator[Span]:
    """Yield the statements of a sentence that can be checked one by one, as places in it.

    A sentence that makes one only is yielded whole.

    >>> text = "The plant opened in May 2021, and the firm paid 5 million euros."
    >>> [span.slice(text) for span in statements(parse(text))]
    ['The plant opened in May 2021', 'the firm paid 5 million euros.']
    """
    rules = language(sentence.code).claiming
    edges = [0, *(edge for cut in rules.clauses.finditer(sentence.text) for edge in cut.span())]
    edges.append(len(sentence.text))
    parts = [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]
    merged: list[Span] = []
    for part in parts:
        if merged and not (_stands(sentence, merged[-1]) and _stands(sentence, part)):
            merged[-1] = Span(merged[-1].start, part.end)
        else:
            merged.append(part)
    yield from merged or [Span(0, len(sentence.text))]


def _stands(sentence: Parsed, part: Span) -> bool:
    """Tell whether a part of a sentence says enough to be a statement."""
    stems = len(sentence.stems_within(part.start, part.end))
    values = [*sentence.names, *(one.span for one in sentence.quantities)]
    values += [day.span for day in sentence.days]
    return stems > _LEAST_STEMS or (
        stems == _LEAST_STEMS and any(one.within(part) for one in values)
    )
