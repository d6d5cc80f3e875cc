from xml.etree import ElementTree

import pytest

from rag.evaluation.compare import Difference
from rag.evaluation.plots import LEFT, RIGHT, WIDTH, Axis, Bar, Series, bar_chart, dumbbell, line_chart

HOSTILE = "</text></svg><script>alert(1)</script>\" onload='x'"
UNIT = Axis("share", 0, 1)


def texts(figure, style=""):
    return [text.text for text in figure.iter("text") if style in text.get("class").split() or not style]


def of_class(figure, name, style):
    return [shape for shape in figure.iter(name) if style in shape.get("class").split()]


def test_an_axis_places_values_and_keeps_outliers_at_its_ends():
    assert [UNIT.share(value) for value in (-1, 0, 0.25, 1, 7)] == [0, 0, 0.25, 1, 1]
    sizes = Axis("chunks", 1_000, 100_000, log=True)
    assert [round(sizes.share(value), 3) for value in (0, 1_000, 10_000, 100_000)] == [0, 0, 0.5, 1]


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [(0, 0.1, [0, 0.02, 0.04, 0.06, 0.08, 0.1]), (0, 56.7, [0, 10, 20, 30, 40, 50]), (2, 9, [2, 4, 6, 8])],
)
def test_ticks_are_round(low, high, ticks):
    assert Axis("", low, high).ticks() == ticks


def test_a_line_chart_has_a_line_a_series_a_legend_and_readable_axes():
    series = [
        Series("search", [(0, 0), (0.5, 0.5), (1, 1)], ["3", "4", "5"]),
        Series("ask", [(0, 1), (1, 1)]),
        Series("perfect", [(0, 0), (1, 1)], reference=True),
    ]
    figure = ElementTree.fromstring(line_chart("Title", "What it shows", series, Axis("below", 0, 1), Axis("beside", 0, 1)))
    assert [figure.findtext(path) for path in ("svg/title", "svg/desc", "figcaption/h4")] == [
        "Title",
        "What it shows",
        "Title",
    ]
    assert [line.get("class") for line in figure.iter("polyline")] == ["line s0", "line s1", "reference"]
    first = [tuple(map(float, point.split(","))) for point in next(figure.iter("polyline")).get("points").split()]
    assert [x for x, _ in first] == [LEFT, (LEFT + RIGHT) / 2, RIGHT]
    assert first[0][1] > first[1][1] > first[2][1], "up is more"
    assert len(of_class(figure, "circle", "dot")) == 5, "a reference has no points"
    assert texts(figure, "label") == ["search", "ask", "perfect"]
    assert texts(figure, "note") == ["3", "4", "5"]
    assert set(texts(figure, "axis")) == {"below", "beside"}
    assert texts(figure, "tick").count("0.2") == 2


def test_one_series_needs_no_legend_and_many_points_no_dots():
    figure = ElementTree.fromstring(line_chart("T", "D", [Series("a", [(n / 20, 0.5) for n in range(20)])], UNIT, UNIT))
    assert texts(figure, "label") == []
    assert list(figure.iter("circle")) == []


def test_a_long_legend_takes_more_rows():
    series = [Series(f"a system with a long name {n}", [(0, 0), (1, 1)]) for n in range(4)]
    figure = ElementTree.fromstring(line_chart("T", "D", series, UNIT, UNIT))
    places = [(float(text.get("x")), float(text.get("y"))) for text in figure.iter("text") if text.get("class") == "label"]
    assert len({y for _, y in places}) > 1
    assert max(x for x, _ in places) < WIDTH


def test_a_bar_ends_at_its_value_and_its_whisker_at_the_interval():
    figure = ElementTree.fromstring(bar_chart("T", "D", [Bar("date", 0.5, 0.25, 0.75, " (n 4)")], UNIT))
    (bar,) = figure.iter("rect")
    assert float(bar.get("width")) == RIGHT / 2
    whisker = of_class(figure, "line", "whisker")[0]
    assert [float(whisker.get(end)) for end in ("x1", "x2")] == [RIGHT / 4, 3 * RIGHT / 4]
    assert [texts(figure, style) for style in ("label", "note")] == [["date"], ["0.500 (n 4)"]]


def test_a_dumbbell_goes_from_before_to_after_and_says_what_is_significant():
    rows = [Difference("s", "recall", 0.25, 0.5, 0.1, 0.4, 9), Difference("s", "F1", 0.5, 0.25, -0.6, 0.1, 9)]
    figure = ElementTree.fromstring(dumbbell("T", "D", rows, UNIT))
    assert [float(dot.get("cx")) for dot in of_class(figure, "circle", "hollow")] == [RIGHT / 4, RIGHT / 2]
    assert [float(dot.get("cx")) for dot in of_class(figure, "circle", "dot")] == [RIGHT / 2, RIGHT / 4]
    assert texts(figure, "note") == ["+0.250, significant", "-0.250"]
    assert len(of_class(figure, "line", "s0")) == 1


def test_words_stay_words():
    drawn = [
        line_chart(HOSTILE, HOSTILE, [Series(HOSTILE, [(0, 0)], [HOSTILE])] * 2, Axis(HOSTILE, 0, 1), UNIT),
        bar_chart(HOSTILE, HOSTILE, [Bar(HOSTILE, 1, 0, 1, HOSTILE)], Axis(HOSTILE, 0, 1)),
        dumbbell(HOSTILE, HOSTILE, [Difference(HOSTILE, HOSTILE, 0, 1, 0, 1, 1)], Axis(HOSTILE, 0, 1)),
    ]
    for figure in map(ElementTree.fromstring, drawn):
        assert not list(figure.iter("script"))
        assert figure.findtext("svg/title") == HOSTILE
        assert HOSTILE in texts(figure)
