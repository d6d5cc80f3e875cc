from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from rag.evaluation.report.axis import Axis
from rag.evaluation.report.plots import (
    LEFT,
    RIGHT,
    WIDTH,
    Bar,
    Series,
    bar_chart,
    line_chart,
)

HOSTILE = "</text></svg><script>alert(1)</script>\" onload='x'"
UNIT = Axis("share", 0, 1)


def texts(figure: Element, style: str = "") -> list[str | None]:
    return [
        text.text
        for text in figure.iter("text")
        if style in text.get("class", "").split() or not style
    ]


def of_class(figure: Element, name: str, style: str) -> list[Element]:
    return [shape for shape in figure.iter(name) if style in shape.get("class", "").split()]


def test_a_line_chart_has_a_line_a_series_a_legend_and_readable_axes() -> None:
    series = [
        Series("search", [(0, 0), (0.5, 0.5), (1, 1)], ["3", "4", "5"]),
        Series("ask", [(0, 1), (1, 1)]),
        Series("perfect", [(0, 0), (1, 1)], reference=True),
    ]
    figure = ElementTree.fromstring(
        line_chart("Title", "What it shows", series, Axis("below", 0, 1), Axis("beside", 0, 1))
    )
    assert [figure.findtext(path) for path in ("svg/title", "svg/desc", "figcaption/h4")] == [
        "Title",
        "What it shows",
        "Title",
    ]
    assert [line.get("class") for line in figure.iter("polyline")] == [
        "line s0",
        "line s1",
        "reference",
    ]
    first = [
        tuple(map(float, point.split(",")))
        for point in next(figure.iter("polyline")).get("points").split()
    ]
    assert [x for x, _ in first] == [LEFT, (LEFT + RIGHT) / 2, RIGHT]
    assert first[0][1] > first[1][1] > first[2][1], "up is more"
    assert len(of_class(figure, "circle", "dot")) == 5, "a reference has no points"
    assert texts(figure, "label") == ["search", "ask", "perfect"]
    assert texts(figure, "note") == ["3", "4", "5"]
    assert set(texts(figure, "axis")) == {"below", "beside"}
    assert texts(figure, "tick").count("0.2") == 2


def test_one_series_needs_no_legend_and_many_points_no_dots() -> None:
    figure = ElementTree.fromstring(
        line_chart("T", "D", [Series("a", [(n / 20, 0.5) for n in range(20)])], UNIT, UNIT)
    )
    assert texts(figure, "label") == []
    assert list(figure.iter("circle")) == []


def test_a_long_legend_takes_more_rows() -> None:
    series = [Series(f"a system with a long name {n}", [(0, 0), (1, 1)]) for n in range(4)]
    figure = ElementTree.fromstring(line_chart("T", "D", series, UNIT, UNIT))
    places = [
        (float(text.get("x")), float(text.get("y")))
        for text in figure.iter("text")
        if text.get("class") == "label"
    ]
    assert len({y for _, y in places}) > 1
    assert max(x for x, _ in places) < WIDTH


def test_a_bar_ends_at_its_value_and_its_whisker_at_the_interval() -> None:
    figure = ElementTree.fromstring(
        bar_chart("T", "D", [Bar("date", 0.5, 0.25, 0.75, " (n 4)")], UNIT)
    )
    (bar,) = figure.iter("rect")
    assert float(bar.get("width")) == RIGHT / 2
    whisker = of_class(figure, "line", "whisker")[0]
    assert [float(whisker.get(end)) for end in ("x1", "x2")] == [RIGHT / 4, 3 * RIGHT / 4]
    assert [texts(figure, style) for style in ("label", "note")] == [["date"], ["0.500 (n 4)"]]


def test_words_stay_words() -> None:
    drawn = [
        line_chart(
            HOSTILE, HOSTILE, [Series(HOSTILE, [(0, 0)], [HOSTILE])] * 2, Axis(HOSTILE, 0, 1), UNIT
        ),
        bar_chart(HOSTILE, HOSTILE, [Bar(HOSTILE, 1, 0, 1, HOSTILE)], Axis(HOSTILE, 0, 1)),
    ]
    for figure in map(ElementTree.fromstring, drawn):
        assert not list(figure.iter("script"))
        assert figure.findtext("svg/title") == HOSTILE
        assert HOSTILE in texts(figure)
