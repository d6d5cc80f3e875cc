"""The plots that results allow: risk and coverage, calibration, evidence recall by category."""

from collections.abc import Sequence

import numpy as np

from rag.evaluation.measure.result import FOOTNOTE, Result
from rag.evaluation.report.axis import Axis
from rag.evaluation.report.plots import Bar, Series, bar_chart, line_chart

BINS = 10
CATEGORY = "evidence recall, no abstention: "
"""What the metrics of the categories start with; the name of the category follows."""


def figures(results: Sequence[Result]) -> list[str]:
    """Return the plots that can be drawn from the results of a suite."""
    drawn = (risk_coverage(results), calibration(results), categories(results))
    return [figure for figure in drawn if figure]


def risk_coverage(results: Sequence[Result]) -> str:
    """Draw the share of wrong answers among the surest questions, for each system."""
    series = []
    for result in results:
        if result.metric == "risk-coverage area" and result.sample:
            right, confidence = map(np.asarray, result.sample.columns)
            wrong = 1 - right[np.argsort(-confidence, kind="stable")]
            covered = np.arange(1, len(wrong) + 1)
            risks = np.cumsum(wrong) / covered
            shares = (covered / len(wrong)).tolist()
            series.append(Series(result.system, list(zip(shares, risks.tolist(), strict=True))))
    if not series:
        return ""
    curve = series[0].points
    half, full = curve[(len(curve) - 1) // 2][1], curve[-1][1]
    high = max(0.1, *(risk for line in series for _, risk in line.points))
    series.append(Series("refusing at random", [(0, full), (1, full)], reference=True))
    text = (
        f"Of all answers {full:.0%} are wrong, of the surer half {half:.0%}. "
        "The lower the line, the better."
    )
    x = Axis("share of questions answered, surest first", 0, 1)
    return line_chart("Risk and coverage", text, series, x, Axis("share of wrong answers", 0, high))


def calibration(results: Sequence[Result]) -> str:
    """Draw how many questions are answerable where the confidence is about so much."""
    samples = (r.sample for r in results if r.metric == "abstention AUC" and r.system == FOOTNOTE)
    sample = next(samples, None)
    if not sample:
        return ""
    answerable, confidence = map(np.asarray, sample.columns)
    numbers = np.clip((confidence * BINS).astype(int), 0, BINS - 1)
    bins = [numbers == number for number in np.unique(numbers)]
    points = [(float(confidence[rows].mean()), float(answerable[rows].mean())) for rows in bins]
    ours = Series(FOOTNOTE, points, [str(rows.sum()) for rows in bins])
    perfect = Series("perfect", [(0, 0), (1, 1)], reference=True)
    text = (
        "Above the thin line Footnote is too modest, below it too sure. "
        "The figures count the questions."
    )
    x = Axis("confidence that the corpus holds the answer", 0, 1)
    return line_chart("Calibration", text, [ours, perfect], x, Axis("share where it does", 0, 1))


def categories(results: Sequence[Result]) -> str:
    """Draw the evidence recall of each category of questions."""
    bars = [
        Bar(r.metric.removeprefix(CATEGORY), r.value, r.low, r.high, f" (n {r.n})")
        for r in results
        if r.system == FOOTNOTE and r.metric.startswith(CATEGORY)
    ]
    if len(bars) < 2:
        return ""
    text = (
        "Share of the expected evidence that is cited when nothing is refused, "
        "with 95\u00a0% intervals."
    )
    bars = sorted(bars, key=lambda bar: -bar.value)
    return bar_chart("Evidence recall by category", text, bars, Axis("", 0, 1))
