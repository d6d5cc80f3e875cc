"""A checked text as one page: the text on the left, what the articles say on the right."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rag.core.answer import Citation
from rag.core.checked import CheckedSentence, CheckedText
from rag.core.span import Span
from rag.render.blocks import source_of
from rag.render.checks import DISPUTED, NAMES, line_of, reasons, summary
from rag.render.exports.html import self_contained


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """Some words, and whether they are marked."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class CitedPiece:
    """What is cited: where it is from, its words, and the sentence that limits them."""

    number: int
    source: str
    pieces: tuple[MarkedWords, ...]
    caveat: str


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A sentence with what the articles say to it."""

    line: int
    verdict: str
    name: str
    pieces: tuple[MarkedWords, ...]
    reasons: tuple[str, ...]
    cited: tuple[CitedPiece, ...]


def check_page(checked: CheckedText) -> str:
    """Return a checked text as a self-contained page; nothing of it is alive."""
    cited = {citation.number: citation for citation in checked.citations}
    rows = [_row(one, checked, cited) for one in checked.sentences]
    title = checked.name or "Checked text"
    return self_contained("check", title=title, rows=rows, summary=list(summary(checked)))


def _row(one: CheckedSentence, checked: CheckedText, cited: dict[int, Citation]) -> CheckRow:
    marks = [*(conflict.place for conflict in one.conflicts), *one.missing]
    return CheckRow(
        line_of(checked.text, one.place.start)[0],
        str(one.verdict),
        NAMES[one.verdict] + (f", {DISPUTED}" if one.disputed else ""),
        tuple(_pieces(checked.text, one.place, marks)),
        tuple(reasons(one)),
        tuple(_cited(cited[n], one) for n in (*one.supporting, *one.against)),
    )


def _cited(citation: Citation, one: CheckedSentence) -> CitedPiece:
    marks = [conflict.cited for conflict in one.conflicts if conflict.citation == citation.number]
    moved = [mark.shift(-citation.span.start) for mark in marks if mark.within(citation.span)]
    return CitedPiece(
        citation.number,
        source_of(citation),
        tuple(_pieces(citation.quote, Span(0, len(citation.quote)), moved)),
        citation.caveat.quote if citation.caveat else "",
    )


def _pieces(text: str, place: Span, marks: Iterable[Span]) -> Iterator[MarkedWords]:
    """Yield the words at a place of a text, those under a mark for themselves."""
    at = place.start
    for mark in sorted(marks):
        start, end = max(at, mark.start), min(place.end, mark.end)
        if start < end:
            if at < start:
                yield MarkedWords(text[at:start], marked=False)
            yield MarkedWords(text[start:end], marked=True)
            at = end
    if at < place.end:
        yield MarkedWords(text[at : place.end], marked=False)
