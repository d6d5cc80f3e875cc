"""Plots as HTML figures with SVG: small, pure, without a script.

Colours are the page's, whose style sheet knows the classes. Every text passes ElementTree, which
escapes it. A plot is drawn for the width of a phone and grows from there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from rag.evaluation.report.axis import Axis, short
from rag.evaluation.report.table import number
from rag.render.escape import plain

WIDTH = 440
LEFT, RIGHT, BOTTOM, LINE, PANEL = 40, 424, 46, 18, 220
LETTER = 6.6
"""About the width of a letter, for the legend."""


@dataclass(frozen=True, slots=True)
class Series:
    """A line of a plot.

    Attributes:
        name: what the legend calls it.
        points: from left to right.
        labels: what stands beside each point; empty for none.
        reference: whether it is drawn thin, as what others are compared with.
    """

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
    for index, line in enumerate(series):
        places = [
            (LEFT + (RIGHT - LEFT) * x.share(px), base - PANEL * y.share(py))
            for px, py in line.points
        ]
        path = " ".join(f"{px:.1f},{py:.1f}" for px, py in places)
        SubElement(svg, "polyline", {"class": _style(index, line), "points": path})
        if len(places) <= 12 and not line.reference:
            for px, py in places:
                _dot(svg, px, py, f"dot s{index}")
        for (px, py), label in zip(places, line.labels, strict=False):
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
        start, end, low, high = (
            RIGHT * x.share(value) for value in (x.low, bar.value, bar.low, bar.high)
        )
        shape = {
            "x": f"{start:.1f}",
            "y": f"{top + 19:.1f}",
            "width": f"{end - start:.1f}",
            "height": "11",
        }
        SubElement(svg, "rect", {"class": "bar", **shape})
        _line(svg, (low, top + 24.5), (high, top + 24.5), "whisker")
        for at in (low, high):
            _line(svg, (at, top + 20.5), (at, top + 28.5), "whisker")
    return _finish(figure, svg, base + BOTTOM)


def _figure(title: str, description: str) -> tuple[Element, Element]:
    """Return a figure with its caption, and the SVG to draw in, described for screen readers."""
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
    for index, line in enumerate(series):
        width = 44 + LETTER * len(line.name)
        if x and x + width > WIDTH:
            x, row = 0.0, row + 1
        y = LINE * row + 9
        _line(svg, (x, y), (x + 24, y), _style(index, line))
        _text(svg, x + 29, y + 4, line.name, "label")
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
