"""A statement held against the rows of tables, each cell read with the heads of its row and column.

"Children pay 8.90 euros from Ostrum to Skarn": the row is the one whose first cell the statement
names, the column the one whose head it names most of.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rag.checking.amounts import Clash
from rag.checking.around import Around, has
from rag.checking.weighing import Weighed
from rag.core.passage import Evidence
from rag.core.span import Span
from rag.language.blocks import cells, is_row
from rag.language.parsed import Parsed, parse
from rag.support.values import DifferenceKind, value_differences

_UNIT = re.compile(r"\(([^()]*[^\W\d_][^()]*)\)")
_MOST_ELSE = 0.4
"""The share of a statement's words that may stand neither in the table nor in its article."""


@dataclass(frozen=True, slots=True)
class _Table:
    """The lines of a table, its head first, as places in the article."""

    around: Around
    lines: tuple[Span, ...]

    def cells(self, line: Span) -> list[str]:
        return cells(line.slice(self.around.article.text))

    @property
    def heads(self) -> list[str]:
        return self.cells(self.lines[0])

    def stems(self, words: str) -> frozenset[str]:
        return parse(words, self.around.article.language).stems


def weigh_rows(
    claim: Parsed, pool: Sequence[Evidence], around: Mapping[str, Around]
) -> list[Weighed]:
    """Return the rows of tables that say what a statement says, or another value in its place.

    Args:
        claim: the statement.
        pool: the sentences that were found, rows among them.
        around: their articles, by id.
    """
    found = []
    for table in _tables(pool, around):
        row = _named(claim, table)
        weighed = row and _weighed(claim, table, row)
        if weighed:
            found.append(weighed)
    return found


def _tables(pool: Sequence[Evidence], around: Mapping[str, Around]) -> Iterator[_Table]:
    """Yield the tables with a head that some sentences are rows of, each once."""
    seen: set[tuple[str, int]] = set()
    for piece in (one for one in pool if is_row(one.text)):
        article = around[piece.article.id].article
        lines = _lines(article.text, piece.span)
        key = piece.article.id, lines[0].start
        head = lines[0].slice(article.text)
        if key not in seen and len(lines) > 1 and not any(map(str.isdigit, head)):
            seen.add(key)
            yield _Table(around[piece.article.id], lines)


def _lines(text: str, place: Span) -> tuple[Span, ...]:
    """Return the lines around a place that are rows, one behind the other."""
    start = end = text.rfind("\n", 0, place.start) + 1
    while start and is_row(text[(before := text.rfind("\n", 0, start - 1) + 1) : start - 1]):
        start = before
    lines = []
    while end < len(text):
        behind = text.find("\n", end)
        behind = len(text) if behind < 0 else behind
        if not is_row(text[end:behind]):
            break
        end = behind + 1
    at = start
    for line in text[start : end - 1 if end <= len(text) else len(text)].split("\n"):
        lines.append(Span(at, at + len(line)))
        at += len(line) + 1
    return tuple(lines)


def _named(claim: Parsed, table: _Table) -> Span | None:
    """Return the row whose first cell a statement names with most words; None without only one."""
    named: dict[Span, int] = {}
    for line in table.lines[1:]:
        first = table.stems(table.cells(line)[0])
        if first and all(has(one, claim.stems) for one in first):
            named[line] = len(first)
    best = [line for line, size in named.items() if size == max(named.values())]
    return best[0] if len(best) == 1 else None


def _weighed(claim: Parsed, table: _Table, row: Span) -> Weighed | None:
    heads, values = table.heads, table.cells(row)
    column = _column(claim, table, heads, values[0])
    if column is None or len(heads) != len(values) or not values[column]:
        return None
    article, said = table.around.article, table.stems(" ".join((*heads, *values)))
    known = said | table.around.stems
    other = [one for one in claim.stems if not has(one, known)]
    if len(other) > _MOST_ELSE * len(claim.stems):
        return None
    unit = _UNIT.search(heads[column])
    cell = values[column]
    value = parse(f"{cell} {unit[1]}" if unit else cell, article.language)
    text = row.slice(article.text)
    at = text.index(cell, sum(map(len, values[:column])))
    piece = Evidence(article.info, row, text, 0.0)
    head = table.lines[0]
    if not value.quantities:
        words = table.stems(cell)
        says = words and all(has(one, claim.stems) for one in words)
        return Weighed(piece, 1.0, 1.0, also=head, together=1.0) if says else None
    wanted = value.quantities[0]
    places = [
        one.span
        for one in claim.quantities
        if "" in (one.unit, wanted.unit) or one.unit == wanted.unit
    ]
    lacking = {
        one.claim for one in value_differences(claim, value) if one.kind is DifferenceKind.NUMBER
    }
    if not places:
        return None
    if any(place not in lacking for place in places):
        return Weighed(piece, 1.0, 1.0, also=head, together=1.0)
    clash = Clash("number", places[0], Span(at, at + len(cell)).shift(row.start))
    return Weighed(piece, 1.0, 1.0, (clash,), also=head, together=1.0)


def _column(claim: Parsed, table: _Table, heads: Sequence[str], first: str) -> int | None:
    """Return the column whose head a statement names more of than of any other's."""
    asked = claim.stems - table.stems(first)
    scores = [sum(has(one, asked) for one in table.stems(head)) for head in heads]
    scores[0] = 0
    best = max(scores)
    return scores.index(best) if best and scores.count(best) == 1 else None
