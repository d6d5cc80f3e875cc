"""Rows of a table and items of a list: what belongs to them, which cell or row is asked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.answering.candidates import Candidate
from rag.language.blocks import cells, is_row
from rag.language.guess import guess_language
from rag.language.language import DEFAULT, language
from rag.language.parsed import parse

MOST = 12
"""The most rows or items that are quoted together."""
LEAST_ROWS = 3
"""The fewest rows among which there is a largest."""
NEAR = 0.4
"""A table may score this much below the best sentence to be asked for the most or least."""
_UNIT = re.compile(r"\(([^()]*[^\W\d_][^()]*)\)")
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_GAP = 8
"""The most characters between two of them: a line end and what marks an item."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of a cell of a table, and the unit that the head of its column gives them."""

    text: str
    unit: str = ""


def cell_asked(question: str, row: Candidate, pool: Sequence[Candidate]) -> Cell | None:
    """Return the cell of a row that a question asks for; None where that can't be told.

    It names more of the head of one column than of the others.

    Args:
        question: what is asked, which names the row.
        row: the row, not the first of its table.
        pool: the candidates, among which its header is.
    """
    heads, values = (cells(one.evidence.text) for one in (run_of(row, pool)[0], row))
    column = _column(parse(question).stems - parse(values[0]).stems, heads)
    if column is None or len(heads) != len(values) or not values[column]:
        return None
    value, unit = values[column], _UNIT.search(heads[column])
    return Cell(value, unit[1] if unit and _NUMBER.fullmatch(value) else "")


def named_rows(question: str, pool: Sequence[Candidate]) -> list[Candidate]:
    """Return the rows whose first cell a question names, best first.

    None where the best sentence is in no table with such a row.
    """
    rows = [one for one in pool if _is_named(question, one, pool)]
    best = [rows[0], *run_of(rows[0], pool)] if rows else []
    return rows if any(one is pool[0] for one in best) else []


def _is_named(question: str, row: Candidate, pool: Sequence[Candidate]) -> bool:
    """Tell whether a sentence is a row, with a header, whose first cell a question names."""
    first = parse(first_cell(row)).stems if is_row(row.evidence.text) else frozenset()
    if not first or not first <= parse(question).stems:
        return False
    return run_of(row, pool)[0] is not row


def rows_of(names: Sequence[str], pool: Sequence[Candidate]) -> list[Candidate]:
    """Return the header and the rows of the best table that has a row for each of some names.

    Empty where no table has one for each.
    """
    wanted = [parse(name).stems for name in names]
    for candidate in (one for one in pool if is_row(one.evidence.text)):
        header, *rows = run_of(candidate, pool)
        firsts = [parse(first_cell(row)).stems for row in rows]
        found = [firsts.index(stems) for stems in wanted if stems in firsts]
        if len(found) == len(wanted):
            return [header, *(rows[place] for place in sorted(found))]
    return []


def extreme(question: str, pool: Sequence[Candidate]) -> Candidate | None:
    """Return the row that has the most or least of what a question asks for.

    None where it asks for no such thing, or no table near the best sentences has a column for it
    with a number in each of several rows.

    Args:
        question: what is asked.
        pool: the candidates, best first.
    """
    asking = language(guess_language(question) or DEFAULT).asking
    least = asking.least.search(question) is not None
    if not pool or (not least and not asking.most.search(question)):
        return None
    asked = parse(question).stems
    floor = pool[0].evidence.score - NEAR
    near = [one for one in pool if one.evidence.score >= floor]
    for candidate in near:
        header, *all_rows = run_of(candidate, pool) or [candidate]
        rows = [row for row in all_rows if not _sums_up(row)]
        heads = cells(header.evidence.text)
        column = _column(asked, heads)
        if len(rows) < LEAST_ROWS or column is None:
            continue
        numbers = [_number(row, column) if first_cell(row) else None for row in rows]
        known = [number for number in numbers if number is not None]
        if len(known) < len(rows):
            continue
        best = min(known) if least else max(known)
        if known.count(best) == 1:
            return rows[numbers.index(best)]
    return None


def first_cell(row: Candidate) -> str:
    """Return the first cell of a row, which names it."""
    return cells(row.evidence.text)[0]


def _sums_up(row: Candidate) -> bool:
    code = row.evidence.article.language
    return language(code).totals.fullmatch(first_cell(row)) is not None


def _column(asked: frozenset[str], heads: Sequence[str]) -> int | None:
    """Return the column whose head has most of what is asked; None where several have as much."""
    shared = [len(asked & parse(head).stems) for head in heads[1:]]
    if len(shared) == 1:
        return 1
    best = max(shared, default=0)
    return shared.index(best) + 1 if best and shared.count(best) == 1 else None


def _number(row: Candidate, column: int) -> float | None:
    found = cells(row.evidence.text)
    code = row.evidence.article.language
    numbers = parse(found[column], code).quantities if column < len(found) else ()
    return numbers[0].value if len(numbers) == 1 else None


def run_of(candidate: Candidate, pool: Sequence[Candidate]) -> list[Candidate]:
    """Return the rows of the table, or the items of the list, that a sentence stands in.

    In the order of the article, the sentence among them; empty for one that is neither.

    Args:
        candidate: a sentence.
        pool: the candidates, of any article.
    """
    sort = _sort(candidate)
    if not sort:
        return []
    article = candidate.evidence.article.id
    alike = {
        other.evidence.span: other
        for other in pool
        if other.evidence.article.id == article and _sort(other) == sort
    }
    ordered = [alike[span] for span in sorted(alike)]
    runs: list[list[Candidate]] = []
    for one in ordered:
        last = runs[-1][-1].evidence.span.end if runs else None
        if last is None or one.evidence.span.start - last > _GAP:
            runs.append([])
        runs[-1].append(one)
    place = candidate.evidence.span
    return next((run for run in runs if any(one.evidence.span == place for one in run)), [])


def belonging(candidate: Candidate, pool: Sequence[Candidate], whole: bool) -> list[Candidate]:
    """Return what is quoted with a sentence: a row's header, or all of its table or list.

    Args:
        candidate: the sentence.
        pool: the candidates.
        whole: whether all rows or items are asked for; of more than `MOST` only the header is
            given.
    """
    run = run_of(candidate, pool)
    if whole and len(run) <= MOST:
        return run
    return run[:1] if _sort(candidate) == "row" else []


def _sort(candidate: Candidate) -> str:
    if is_row(candidate.evidence.text):
        return "row"
    return "item" if candidate.evidence.bullet else ""
