"""Rows of a table and items of a list: what stands beside them belongs to them."""

from collections.abc import Sequence

from rag.answering.candidates import Candidate
from rag.language.blocks import cells

MOST = 12
"""The most rows or items that are quoted together."""
_GAP = 8
"""The most characters between two of them: a line end and what marks an item."""


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
    if len(cells(candidate.evidence.text)) > 1:
        return "row"
    return "item" if candidate.evidence.bullet else ""
