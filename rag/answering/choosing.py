"""What is quoted for a request, and the few words of it that answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.answering import overview, tables
from rag.answering.budget import budget
from rag.answering.candidates import Candidate, candidates
from rag.answering.dated import fits
from rag.answering.lead import StandsOut, exactly, stands_out
from rag.answering.rivals import correction, introduction, with_rivals
from rag.answering.selection import select
from rag.answering.stated import find_stated
from rag.core.passage import Evidence
from rag.core.request import Kind, Request, Task
from rag.core.statement import Statement
from rag.language.blocks import is_row
from rag.search.searcher import Found
from rag.settings import AnswerSettings


@dataclass(frozen=True, slots=True)
class Choice:
    """What is quoted.

    Attributes:
        pieces: the sentences, in reading order.
        words: those of them that may be the short answer; None where there are none.
        introduction: what is said before them, where they say different things.
        is_stated: whether they answer by their form, however sure the search is.
    """

    pieces: Sequence[Evidence] = ()
    words: StandsOut | None = None
    introduction: tuple[Statement, ...] = ()
    is_stated: bool = False


def choose(
    pool: Sequence[Candidate], found: Found, request: Request, settings: AnswerSettings
) -> Choice:
    """Return what is quoted, of the whole question or in turn of each of its parts.

    Args:
        pool: the candidates of the whole question, best first; at least one.
        found: what was found.
        request: the question.
        settings: how long answers are.
    """
    pools: list[Sequence[Candidate]] = [
        candidates(chunks, request.sought(number))
        for number, chunks in enumerate(found.parts, start=1)
    ]
    limits = budget(request, settings)
    if request.compared and (rows := tables.rows_of(request.compared, pool)):
        return Choice([row.evidence for row in rows])
    if request.compared:
        pools = overview.of_each(pools, request.compared)
        return Choice(overview.compare(pools, request.compared, limits))
    if request.is_overview:
        return Choice(overview.choose(pools or [pool], request.task, limits))
    asked = request.sought().text
    if stated := find_stated(request, found.whole):
        return Choice(stated.pieces, stated.words, is_stated=True)
    pools = list(filter(None, pools))
    if not pools and (row := tables.extreme(asked, pool)):
        header = tables.run_of(row, pool)[0]
        return Choice(
            [header.evidence, row.evidence], exactly(row.evidence.place, tables.first_cell(row))
        )
    if rows := tables.named_rows(asked, pool):
        if not pools and not limits.whole and request.kind is not Kind.YES_NO:
            return _row(request, rows, pool)
        limits = replace(limits, whole=False)
    pieces = select(pools or [pool], limits)
    told = with_rivals(pieces, pool, found.whole, request)
    if told != pieces:
        return Choice(told, _corrected(told), (introduction(told),))
    return Choice(pieces, None if is_row(pool[0].evidence.text) else stands_out(request, pool))


def _row(request: Request, rows: Sequence[Candidate], pool: Sequence[Candidate]) -> Choice:
    """Return a row with its header, and its cell that is asked for, where one is.

    Of the rows that the question names, the best of those that fit the time it asks about.
    """
    sought = request.sought()
    headers = [tables.run_of(row, pool)[0] for row in rows]
    fitting = [
        fits(sought.periods, f"{header.evidence.text} {row.evidence.text}", row.evidence.article)
        for row, header in zip(rows, headers, strict=True)
    ]
    best = fitting.index(max(fitting))
    row, header = rows[best], headers[best]
    fact = request.task is Task.ANSWER and request.kind is Kind.FACT
    cell = tables.cell_asked(sought.text, row, pool) if fact else None
    words = exactly(row.evidence.place, cell.text, cell.unit) if cell else None
    return Choice([header.evidence, row.evidence], words)


def _corrected(told: Sequence[Evidence]) -> StandsOut | None:
    """Return the number that a correction gives, where one of the sentences is one."""
    piece = correction(told)
    if piece is None or piece.answer is None:
        return None
    return exactly(piece.place, piece.answer.shift(-piece.span.start).slice(piece.text))
