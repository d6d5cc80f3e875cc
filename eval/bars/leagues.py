"""Our results and the published ones of a metric in one order, the best first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval.bars.published import Published, standing
from eval.bars.targets import RATIO
from rag.evaluation.measure.result import Result

_FORMS = {
    "behind": "behind {}",
    "level": "level with {}",
    "ahead": "ahead of {}",
    "not": "{} not comparable",
}
"""How many points there are of each standing, by its first word."""


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a league.

    Attributes:
        system: what was measured.
        value: its value.
        measured: whether we measured it.
        ours: whether it is the system that the published ones are compared with.
        standing: where that one stands beside it; empty for what we measured.
        note: what differs.
    """

    system: str
    value: float
    measured: bool = False
    ours: bool = False
    standing: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class League:
    """The systems of a metric, the best first.

    Attributes:
        beside: the system that the published ones are compared with.
        rows: all systems.
        summary: how many it is behind, level with and ahead of.
        note: what differs for all published ones; else the rows have notes.
    """

    beside: str
    rows: Sequence[Place]
    summary: str
    note: str


def leagues(results: Sequence[Result], points: Sequence[Published]) -> dict[str, League]:
    """Return the leagues of a suite by metric, of the metrics that were measured and published."""
    made = {}
    for metric in dict.fromkeys(point.metric for point in points):
        measured = {r.system: r for r in results if r.metric == metric and r.system != RATIO}
        compared = [p for p in points if p.metric == metric and p.beside in measured]
        if compared:
            made[metric] = _league(measured, compared)
    return made


def _league(measured: dict[str, Result], points: Sequence[Published]) -> League:
    beside = points[0].beside
    notes = {point.note for point in points}
    note = notes.pop() if len(notes) == 1 else ""
    standings = [standing(measured[point.beside], point) for point in points]
    rows = [Place(r.system, r.value, True, r.system == beside) for r in measured.values()]
    rows += [
        Place(point.system, point.value, standing=words, note="" if note else point.note)
        for point, words in zip(points, standings, strict=True)
    ]
    rows.sort(key=lambda row: (-row.value, row.system))
    return League(beside, rows, ", ".join(_summary(standings)), note)


def _summary(standings: Sequence[str]) -> Iterator[str]:
    words = [text.split()[0] for text in standings]
    for word, form in _FORMS.items():
        if word in words:
            yield form.format(words.count(word))
