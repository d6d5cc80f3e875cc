"""The articles over time, a line for each outlet: what the picture on the library page is made of.

Up to `MOST_DOTS` articles are a dot each, and a thin line joins the copies of one text. More of
them are counted in bins, whose dots are the larger the more they hold. Pure.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from rag.library.checks import EARLIEST
from rag.library.shelf import Shelf, Shelved
from rag.ui.catalogue import Wording
from rag.ui.parts.listing import ShelfListing

MOST_DOTS = 1_500
MOST_OUTLETS = 8
"""So many outlets have a line of their own; the others share one."""
WIDTH, LEFT, RIGHT, COUNT = 1136, 184, 1124, 168
"""The picture's width, where its time begins and ends, and where a line's number ends."""
LINE, FIRST_LINE, BELOW = 24, 20, 36
_BIN = 8
_MOST_TICKS = 12
_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
"""Months from one tick to the next."""
_LATER = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class PlotLine:
    """An outlet's line; `name` is empty for that of the others."""

    name: str
    count: int
    y: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class PlotDot:
    """One article, or several of about one time.

    Attributes:
        x, y, r: its place and radius.
        label: what it is.
        on: whether all filters let it pass, where there are any.
        article, sha256: the article; empty where it is several.
        since, until: the days of several.
    """

    x: float
    y: int
    r: float
    label: str
    on: bool
    article: str = ""
    sha256: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class PlotTick:
    """A mark on the axis: where, what stands there, and the days it stands for."""

    x: float
    label: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Plot:
    """The picture.

    Attributes:
        height: its height.
        lines: the outlets, the one with most articles first.
        dots: the articles.
        ties: paths that join copies.
        ticks: the axis.
        first, last: the days at its ends.
        span: the chosen days as place and width; None where none are.
    """

    height: int
    lines: tuple[PlotLine, ...]
    dots: tuple[PlotDot, ...]
    ties: tuple[str, ...]
    ticks: tuple[PlotTick, ...]
    first: date
    last: date
    span: tuple[float, float] | None


def plot_of(
    shelf: Shelf, passing: Collection[str], wanted: ShelfListing, t: Wording, today: date
) -> Plot | None:
    """Return the picture of a library; None where fewer than two days are known.

    Args:
        shelf: its articles.
        passing: the ids of those that all filters let pass.
        wanted: the filters.
        t: the texts.
        today: what was published long after it is left out, as its date is wrong.
    """
    known = [
        (day, one)
        for one in shelf.articles.values()
        if (day := one.info.published) and EARLIEST <= day <= today + _LATER
    ]
    if len({day for day, _ in known}) < 2:
        return None
    known.sort(key=lambda pair: (pair[0], pair[1].info.id))
    axis = _Axis(known[0][0], known[-1][0])
    lines = _lines([one for _, one in known], wanted)
    heights = {line.name: line.y for line in lines}
    places = [
        (axis.x(day), heights.get(one.outlet, heights.get("", 0)), day, one) for day, one in known
    ]
    on = set(passing) if wanted.limits else set()
    few = len(places) <= MOST_DOTS
    return Plot(
        FIRST_LINE + LINE * (len(lines) - 1) + BELOW,
        tuple(lines),
        tuple(_dots(places, on, t) if few else _bins(places, on, axis, t)),
        tuple(_ties(places)) if few else (),
        tuple(axis.ticks(t)),
        axis.first,
        axis.last,
        axis.span(wanted),
    )


_Place = tuple[float, int, date, Shelved]


class _Axis:
    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self._days = (last - first).days

    def x(self, day: date) -> float:
        """Return where a day is; one before the first or after the last is at the end."""
        share = (min(max(day, self.first), self.last) - self.first).days / self._days
        return round(LEFT + share * (RIGHT - LEFT), 1)

    def span(self, wanted: ShelfListing) -> tuple[float, float] | None:
        if not (wanted.since or wanted.until):
            return None
        start = self.x(wanted.since or self.first)
        return start, max(2.0, round(self.x(wanted.until or self.last) - start, 1))

    def ticks(self, t: Wording) -> Iterator[PlotTick]:
        """Yield marks at the beginnings of years or months, not too many."""
        begin, end = _months(self.first), _months(self.last)
        step = next((s for s in _STEPS if (end - begin) / s < _MOST_TICKS), _STEPS[-1])
        for month in range(begin - begin % step, end + 1, step):
            day, after = _day(month), _day(month + step)
            x = self.x(day)
            if day >= self.first or self.x(after) - x > LINE:
                label = _month(day, t) if step < 12 else str(day.year)
                yield PlotTick(x, label, day, after - timedelta(days=1))


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1


def _day(months: int) -> date:
    return date(min(months // 12, date.max.year), months % 12 + 1, 1)


def _month(day: date, t: Wording) -> str:
    return f"{t('months_short').split()[day.month - 1]} {day.year}"


def _lines(articles: Sequence[Shelved], wanted: ShelfListing) -> list[PlotLine]:
    counts = Counter(one.outlet for one in articles)
    names = sorted(set(counts) - {""}, key=lambda name: (-counts[name], name))
    shown = names[:MOST_OUTLETS]
    lines = [
        PlotLine(name, counts[name], FIRST_LINE + LINE * n, name in wanted.outlet)
        for n, name in enumerate(shown)
    ]
    if rest := len(articles) - sum(counts[name] for name in shown):
        lines.append(PlotLine("", rest, FIRST_LINE + LINE * len(shown)))
    return lines


def _dots(places: Sequence[_Place], on: Collection[str], t: Wording) -> Iterator[PlotDot]:
    for x, y, day, one in places:
        info = one.info
        yield PlotDot(x, y, 4, f"{info.heading}, {t.day(day)}", info.id in on, info.id, info.sha256)


def _bins(
    places: Sequence[_Place], on: Collection[str], axis: _Axis, t: Wording
) -> Iterator[PlotDot]:
    """Yield a dot for all articles of a line within some days; its area grows with their number."""
    bins: dict[tuple[int, int], list[_Place]] = defaultdict(list)
    for place in places:
        bins[int((place[0] - LEFT) // _BIN), place[1]].append(place)
    most = max(map(len, bins.values()))
    for (column, y), held in sorted(bins.items()):
        x = round(LEFT + (column + 0.5) * _BIN, 1)
        first, last = held[0][2], held[-1][2]
        label = f"{t('articles', n=len(held))}, {t.day(first)}"
        if first != last:
            label += f" – {t.day(last)}"
        yield PlotDot(
            min(x, RIGHT),
            y,
            round(1.5 + 8 * sqrt(len(held) / most), 1),
            label,
            any(one.info.id in on for *_, one in held),
            since=first.isoformat(),
            until=last.isoformat(),
        )


def _ties(places: Sequence[_Place]) -> Iterator[str]:
    """Yield a path through the copies of each text, from the top line to the lowest."""
    copies: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for x, y, _, one in places:
        if one.origin:
            copies[one.origin].append((x, y))
    for several in copies.values():
        if len({y for _, y in several}) > 1:
            ordered = sorted(several, key=lambda place: (place[1], place[0]))
            yield "M" + "L".join(f"{x} {y}" for x, y in ordered)
