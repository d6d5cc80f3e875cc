"""A whole article as HTML in the reader, the quoted words marked. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from rag.core.article import Article, ArticleInfo
from rag.core.span import Span
from rag.language.blocks import BlockKind, TextBlock, cells, text_blocks
from rag.render.facts import facts_of
from rag.ui.catalogue import Wording
from rag.ui.parts.difference import difference
from rag.ui.parts.template import render

_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")
_LINE = re.compile(r"[^\n]+")
SUSPICIOUS = -1
"""The number of words that talk to a model, where others have that of a footnote."""
PLACE = -2
"""The number of words that are looked up and are no footnote's."""
_RULE = re.compile(r"[\s|:+=-]*")
"""The line below the head of a table, which has no words."""
_LONG = 3
"""From so many headings on an article has a table of contents."""
_KINDS = {BlockKind.HEADING: "heading", BlockKind.ITEM: "list", BlockKind.ROW: "table"}


@dataclass(frozen=True, slots=True)
class Words:
    """Some words of an article.

    Attributes:
        text: the words.
        number: the number of the footnote that quotes them; 0 for none.
        ends: whether the quote ends with them.
        suspicious: whether they talk to a model; such words are never quoted.
        sought: whether they are what is looked up, and are no footnote's.
    """

    text: str
    number: int = 0
    ends: bool = False
    suspicious: bool = False
    sought: bool = False


@dataclass(frozen=True, slots=True)
class ShownPart:
    """Lines of one kind: "heading", "list", "table" or "text"; the lines of a table have cells."""

    kind: str
    lines: Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class OtherAnswer:
    """A kept answer that quotes the article: its conversation, turn and question."""

    conversation: str
    turn: str
    question: str


@dataclass(frozen=True, slots=True)
class ShownArticle:
    """An article as its template takes it.

    Attributes:
        article: what stands above the text.
        blocks: its text.
        quotes: how many quotes are marked in it.
        note: what the reader should know of a newer version; empty where there is none.
        difference: the text as it was and is, in parts that are "same", "del" or "ins".
        contents: the headings: number, words, whether a quote stands below it.
        facts: what else is known of it, in words.
        answers: other kept answers that quote it.
    """

    article: ArticleInfo
    blocks: tuple[ShownPart, ...]
    quotes: int
    note: str
    difference: tuple[tuple[str, str], ...]
    contents: tuple[tuple[int, str, bool], ...]
    facts: tuple[str, ...]
    answers: tuple[OtherAnswer, ...] = ()


def article_html(
    article: Article,
    quotes: Sequence[tuple[int, Span]],
    t: Wording,
    note: str = "",
    newer: str = "",
    answers: Sequence[OtherAnswer] = (),
) -> str:
    """Return a whole article, its quotes marked.

    Args:
        article: as it was quoted.
        quotes: the number of each footnote that quotes it, and where; `PLACE` for a place that is
            looked up and is no footnote's.
        t: the texts.
        note: what the reader should know of a newer version.
        newer: the text that it has now; empty where it is the same.
        answers: other kept answers that quote it.
    """
    spans = sorted(quotes, key=lambda quote: quote[1].start)
    marks = [*spans, *((SUSPICIOUS, span) for span in article.suspicions)]
    blocks = tuple(_blocks(article.text, marks))
    shown = ShownArticle(
        article.info,
        blocks,
        sum(number > 0 for number, _ in quotes),
        note,
        tuple(difference(article.text, newer)) if newer else (),
        tuple(_contents(blocks)),
        tuple(facts_of(article.info, t)),
        tuple(answers),
    )
    return render("reader", t=t, shown=shown)


def no_article(note: str, t: Wording) -> str:
    """Return what is shown where there is no article."""
    return render("no_article", t=t, note=note)


def _blocks(text: str, quotes: Sequence[tuple[int, Span]]) -> Iterator[ShownPart]:
    parted = bool(_EMPTY_LINE.search(text.strip()))
    for kind, several in groupby(text_blocks(text), key=lambda block: block.kind):
        name = _KINDS.get(kind, "text")
        if name == "heading":
            for block in several:
                yield ShownPart(name, [_words(text, _heading(text, block), quotes)])
        elif name == "table":
            rows = [block for block in several if not _RULE.fullmatch(block.span.slice(text))]
            yield ShownPart(name, [list(_row(text, block, quotes)) for block in rows])
        else:
            spans = [span for block in several for span in _lines(text, block, parted)]
            lines = [_words(text, span, quotes) for span in spans]
            yield ShownPart(name, list(filter(None, lines)))


def _lines(text: str, block: TextBlock, parted: bool) -> Iterator[Span]:
    """Yield the lines of a block where no empty line parts the paragraphs of a text, else it."""
    whole = _stripped(text, block.span)
    if parted:
        yield whole
        return
    for line in _LINE.finditer(text, whole.start, whole.end):
        yield _stripped(text, Span(*line.span()))


def _heading(text: str, block: TextBlock) -> Span:
    """Return the words of a heading without their signs."""
    span = _stripped(text, block.span)
    words = span.slice(text)
    signs = len(words) - len(words.lstrip("# "))
    return Span(span.start + signs, span.end)


def _row(text: str, block: TextBlock, quotes: Sequence[tuple[int, Span]]) -> Iterator[list[Words]]:
    """Yield the cells of a row."""
    start = block.span.start
    for cell in cells(block.span.slice(text)):
        begin = text.find(cell, start, block.span.end)
        start = begin + len(cell)
        yield _words(text, Span(begin, start), quotes) if cell else []


def _stripped(text: str, span: Span) -> Span:
    """Return a span without the white space at its ends."""
    words = span.slice(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def _words(text: str, part: Span, quotes: Sequence[tuple[int, Span]]) -> list[Words]:
    """Return the words of one line in pieces, each with the number of the footnote it is in."""
    near = [
        (number, span) for number, span in quotes if span.start < part.end > part.start < span.end
    ]
    edges = {edge for _, span in near for edge in (span.start, span.end)}
    cuts = sorted({part.start, part.end} | {edge for edge in edges if part.start < edge < part.end})
    pieces = [Span(start, end) for start, end in pairwise(cuts)]
    return [_piece(text, piece, near) for piece in pieces if piece.end > piece.start]


def _piece(text: str, piece: Span, quotes: Sequence[tuple[int, Span]]) -> Words:
    for number, span in quotes:
        if piece.within(span) and number == SUSPICIOUS:
            return Words(piece.slice(text), suspicious=True)
        if piece.within(span) and number == PLACE:
            return Words(piece.slice(text), sought=True)
        if piece.within(span):
            return Words(piece.slice(text), number, piece.end == span.end)
    return Words(piece.slice(text))


def _contents(blocks: Sequence[ShownPart]) -> Iterator[tuple[int, str, bool]]:
    """Yield the headings of a long article."""
    places = [place for place, block in enumerate(blocks) if block.kind == "heading"]
    if len(places) < _LONG:
        return
    for place, following in pairwise([*places, len(blocks)]):
        below = [
            words
            for block in blocks[place:following]
            for line in block.lines
            for words in _flat(line)
        ]
        heading = "".join(words.text for words in _flat(blocks[place].lines[0]))
        yield place, heading, any(words.number for words in below)


def _flat(line: Sequence[object]) -> Iterator[Words]:
    for item in line:
        if isinstance(item, Words):
            yield item
        elif isinstance(item, list):
            yield from item
