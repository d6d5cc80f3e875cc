"""Plots as HTML figures with SVG: small, pure, without a script. Colours are the page's: its style sheet knows the classes.

Every text passes ElementTree, which escapes it. A plot is drawn for the width of a phone and grows from there.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from rag.evaluation.compare import Difference
from rag.evaluation.table import number
from rag.render import plain

WIDTH = 440
LEFT, RIGHT, BOTTOM, LINE, PANEL = 40, 424, 46, 18, 220
LETTER = 6.6
"""About the width of a letter, for the legend."""


@dataclass(frozen=True, slots=True)
class Axis:
    """What is measured along a side, in which unit, from `low` to `high`; `log` needs a `low` above 0."""

    label: str
    low: float
    high: float
    log: bool = False

    def share(self, value: float) -> float:
        """Return where a value lies: 0 at `low`, 1 at `high`; the ends hold what lies outside."""
        low, high, at = (math.log(v) if self.log else v for v in (self.low, self.high, max(value, self.low)))
        return min((at - low) / (high - low), 1.0)

    def ticks(self) -> list[float]:
        """Return round values between the ends.

        >>> Axis("share", 0, 1).ticks()
        [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
        >>> Axis("chunks", 1_000, 20_000, log=True).ticks()
        [1000.0, 2000.0, 5000.0, 10000.0, 20000.0]
        """
        if self.log:
            decades = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
            steps = (step * 10.0**decade for decade in decades for step in (1, 2, 5))
            return [step for step in steps if self.low <= step <= self.high]
        rough = (self.high - self.low) / 6
        unit = 10.0 ** math.floor(math.log10(rough))
        step = next(unit * factor for factor in (1, 2, 5, 10) if unit * factor >= rough)
        return [round(i * step, 9) for i in range(math.ceil(self.low / step), math.floor(self.high / step + 1e-9) + 1)]


@dataclass(frozen=True, slots=True)
class Series:
    """A line: points from left to right, each with a label where there are labels; a reference is drawn as a thin line."""

    name: str
    points: Sequence[tuple[float, float]]
    labels: Sequence[str] = ()
    reference: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A value with the ends of its interval and what stands behind it."""

    label: str
    value: float
    low: float
    high: float
    note: str = ""


def line_chart(title: str, description: str, series: Sequence[Series], x: Axis, y: Axis) -> str:
    """Return a figure of lines over two axes, with a legend where there is more than one."""
    figure, svg = _figure(title, description)
    top = _legend(svg, series) if len(series) > 1 else 0
    _text(svg, 0, top + 14, y.label, "axis")
    top += 26
    base = top + PANEL
    for tick in y.ticks():
        height = base - PANEL * y.share(tick)
        _line(svg, (LEFT, height), (RIGHT, height), "grid")
        _text(svg, LEFT - 6, height + 4, short(tick), "tick end")
    for tick in x.ticks():
        at = LEFT + (RIGHT - LEFT) * x.share(tick)
        _line(svg, (at, base), (at, base + 4), "rule")
        _text(svg, at, base + 18, short(tick), "tick middle")
    _line(svg, (LEFT, base), (RIGHT, base), "rule")
    _text(svg, RIGHT, base + 38, x.label, "axis end")
    for index, one in enumerate(series):
        places = [(LEFT + (RIGHT - LEFT) * x.share(px), base - PANEL * y.share(py)) for px, py in one.points]
        path = " ".join(f"{px:.1f},{py:.1f}" for px, py in places)
        SubElement(svg, "polyline", {"class": _style(index, one), "points": path})
        if len(places) <= 12 and not one.reference:
            for px, py in places:
                _dot(svg, px, py, f"dot s{index}")
        for (px, py), label in zip(places, one.labels, strict=False):
            _text(svg, px, py - 9 if py > top + 14 else py + 18, label, "note middle")
    return _finish(figure, svg, base + BOTTOM)


def bar_chart(title: str, description: str, bars: Sequence[Bar], x: Axis) -> str:
    """Return a figure of horizontal bars, each under its label, with whiskers for the interval."""
    figure, svg = _figure(title, description)
    base = _scale(svg, x, 2.3 * LINE * len(bars))
    for index, bar in enumerate(bars):
        top = 2.3 * LINE * index
        _text(svg, 0, top + 13, bar.label, "label")
        _text(svg, RIGHT, top + 13, f"{number(bar.value)}{bar.note}", "note end")
        start, end, low, high = (RIGHT * x.share(value) for value in (x.low, bar.value, bar.low, bar.high))
        shape = {"x": f"{start:.1f}", "y": f"{top + 19:.1f}", "width": f"{end - start:.1f}", "height": "11"}
        SubElement(svg, "rect", {"class": "bar", **shape})
        _line(svg, (low, top + 24.5), (high, top + 24.5), "whisker")
        for at in (low, high):
            _line(svg, (at, top + 20.5), (at, top + 28.5), "whisker")
    return _finish(figure, svg, base + BOTTOM)


def dumbbell(title: str, description: str, differences: Sequence[Difference], x: Axis) -> str:
    """Return a figure of each metric before (hollow) and after (filled) on one axis; what changed significantly is said."""
    figure, svg = _figure(title, description)
    base = _scale(svg, x, 2.3 * LINE * len(differences))
    for index, change in enumerate(differences):
        top = 2.3 * LINE * index
        style = "s0" if change.significant else "faint"
        said = f"{change.change:+.3f}" + (", significant" if change.significant else "")
        _text(svg, 0, top + 13, change.metric, "label")
        _text(svg, RIGHT, top + 13, said, f"note end {style}")
        before, after = (RIGHT * x.share(value) for value in (change.before, change.after))
        _line(svg, (before, top + 25), (after, top + 25), f"span {style}")
        _dot(svg, before, top + 25, f"hollow {style}")
        _dot(svg, after, top + 25, f"dot {style}")
    return _finish(figure, svg, base + BOTTOM)


def short(value: float) -> str:
    """Return a tick's label.

    >>> short(0.2), short(5000), short(1e6)
    ('0.2', '5k', '1M')
    """
    for size, unit in ((1e6, "M"), (1e3, "k")):
        if abs(value) >= size:
            return f"{value / size:g}{unit}"
    return f"{value:g}"


def _figure(title: str, description: str) -> tuple[Element, Element]:
    """Return a figure with its caption, and the empty SVG in it, which says the same to who can't see it."""
    figure = Element("figure")
    caption = SubElement(figure, "figcaption")
    svg = SubElement(figure, "svg", {"class": "plot", "role": "img"})
    for parent, names in ((caption, ("h4", "p")), (svg, ("title", "desc"))):
        for name, text in zip(names, (title, description), strict=True):
            SubElement(parent, name).text = plain(text)
    return figure, svg


def _finish(figure: Element, svg: Element, height: float) -> str:
    svg.set("viewBox", f"0 0 {WIDTH} {height:.0f}")
    return tostring(figure, encoding="unicode", short_empty_elements=False)


def _scale(svg: Element, x: Axis, height: float) -> float:
    """Draw the axis under rows of this height; return where it is."""
    base = height + 4
    for tick in x.ticks():
        at = RIGHT * x.share(tick)
        _line(svg, (at, 0), (at, base), "grid")
        _text(svg, at, base + 16, short(tick), "tick" if at == 0 else "tick middle")
    _text(svg, RIGHT, base + 36, x.label, "axis end")
    return base


def _legend(svg: Element, series: Sequence[Series]) -> float:
    """Draw a key for each series, as many in a row as fit; return the height."""
    x, row = 0.0, 0
    for index, one in enumerate(series):
        width = 44 + LETTER * len(one.name)
        if x and x + width > WIDTH:
            x, row = 0.0, row + 1
        y = LINE * row + 9
        _line(svg, (x, y), (x + 24, y), _style(index, one))
        _text(svg, x + 29, y + 4, one.name, "label")
        x += width
    return LINE * (row + 1) + 6


def _style(index: int, series: Series) -> str:
    return "reference" if series.reference else f"line s{index}"


def _text(svg: Element, x: float, y: float, text: str, style: str) -> None:
    SubElement(svg, "text", {"class": style, "x": f"{x:.1f}", "y": f"{y:.1f}"}).text = plain(text)


def _line(svg: Element, start: tuple[float, float], end: tuple[float, float], style: str) -> None:
    (x1, y1), (x2, y2) = start, end
    ends = {"x1": f"{x1:.1f}", "y1": f"{y1:.1f}", "x2": f"{x2:.1f}", "y2": f"{y2:.1f}"}
    SubElement(svg, "line", {"class": style, **ends})


def _dot(svg: Element, x: float, y: float, style: str) -> None:
    SubElement(svg, "circle", {"class": style, "cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": "4"})
