from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from rag.evaluation.report.figures import calibration, categories, figures, risk_coverage
from tests.evaluation.report.samples import DRAWN, PLAIN


def points_of(figure: Element) -> list[int]:
    return [len(line.get("points", "").split()) for line in figure.iter("polyline")]


def test_risk_rises_with_the_questions_that_are_answered() -> None:
    figure = ElementTree.fromstring(risk_coverage(DRAWN))
    assert points_of(figure) == [4, 2], "a curve of four questions, and refusing at random"
    assert figure.findtext("svg/desc") == (
        "Of all answers 50% are wrong, of the surer half 0%. The lower the line, the better."
    )


def test_calibration_has_a_point_for_each_bin_that_holds_questions() -> None:
    figure = ElementTree.fromstring(calibration(DRAWN))
    assert points_of(figure) == [3, 2], "three bins, and the perfect line"
    notes = [text.text for text in figure.iter("text") if text.get("class") == "note middle"]
    assert notes == ["1", "1", "2"], "the questions in each bin"


def test_each_category_has_a_bar() -> None:
    figure = ElementTree.fromstring(categories(DRAWN))
    labels = [text.text for text in figure.iter("text") if text.get("class") == "label"]
    assert labels == ["date", "list"]


def test_without_kept_values_or_with_one_category_nothing_is_drawn() -> None:
    assert figures([*PLAIN, DRAWN[-1]]) == []
