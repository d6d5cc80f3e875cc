"""A run as one HTML page for people: no script, no request; whatever comes from data is escaped."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from rag.evaluation.compare import Difference
from rag.evaluation.plots import Axis, Bar, Series, bar_chart, dumbbell, line_chart
from rag.evaluation.result import FOOTNOTE, Case, Result
from rag.evaluation.run import Run
from rag.evaluation.table import Targets, number
from rag.render import plain

WORST = 15
"""Questions of a suite that are shown."""
BINS = 10
RATIO = "ratio"
CATEGORY = "evidence recall, no abstention: "
LATENCY = re.compile(r"(\d+)k chunks: (search|ask) p(50|95), ms")
_MACHINE = {"cpu": "{}", "cores": "{} cores", "memory_gb": "{} GB", "python": "Python {}", "torch": "torch {}"}


@dataclass(frozen=True, slots=True)
class Published:
    """A number that somebody published, to stand beside ours; higher is better.

    Attributes:
        suite: the suite it belongs to.
        metric: the metric, as our results name it.
        system: what was measured.
        value: 0..1, like ours.
        note: where it is from and what differs.
        comparable: whether it was measured on the same questions over the same texts; else it is neither ahead nor behind.
        beside: the system of the run that it is compared with.
    """

    suite: str
    metric: str
    system: str
    value: float
    note: str = ""
    comparable: bool = True
    beside: str = FOOTNOTE


def as_html(
    run: Run,
    *,
    baseline: str = "",
    targets: Targets | None = None,
    published: Sequence[Published] = (),
    differences: Sequence[Difference] = (),
    title: str = "Footnote benchmarks",
) -> str:
    """Return a run as a page that needs nothing besides itself.

    Args:
        run: what was measured; its cases are shown where it has any.
        baseline: the system that stands next to footnote.
        targets: what is asked of some results.
        published: numbers of others, shown with the suites of the run.
        differences: what changed since an earlier run; see `rag.evaluation.compare.compare`.
        title: the page's heading.
    """
    names = dict.fromkeys([*(r.suite for r in run.results), *(case.suite for case in run.cases)])
    return _environment().get_template("report.html").render(
        title=title,
        run=run,
        ours=FOOTNOTE,
        facts=_facts(run, len(names)),
        targets=_judged(run.results, baseline, targets or {}),
        suites=[_suite(run, name, baseline, published) for name in names],
        differences=differences,
        changes=_changes(differences),
    )  # fmt: skip


def standing(ours: Result, point: Published) -> str:
    """Return in words whether we are ahead of a published number or behind it, and whether our interval holds it.

    >>> ours = Result("scifact", "footnote", "nDCG@10", 0.7, 0.66, 0.74, 300)
    >>> standing(ours, Published("scifact", "nDCG@10", "BM25", 0.676)), standing(ours, Published("", "", "best", 0.75))
    ('ahead by 0.024, within the interval', 'behind by 0.050')
    """
    if not point.comparable:
        return "not comparable"
    gap = ours.value - point.value
    word = "ahead by" if gap > 0 else "behind by"
    held = ", within the interval" if ours.low <= point.value <= ours.high else ""
    return f"{word} {abs(gap):.3f}{held}" if abs(gap) >= 0.0005 else "level"


def _environment() -> Environment:
    def clean(value: Any) -> Any:
        return plain(value) if isinstance(value, str) and not hasattr(value, "__html__") else value

    loader = FileSystemLoader(Path(__file__).parent)
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, finalize=clean)
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters["number"] = number
    return environment


def _facts(run: Run, suites: int) -> list[tuple[str, str]]:
    machine = [form.format(run.machine[name]) for name, form in _MACHINE.items() if name in run.machine]
    if "bf16" in run.machine:
        machine.append("with bfloat16" if run.machine["bf16"] else "without bfloat16")
    facts = [("Suites", str(suites)), ("Questions", f"{len(run.cases):,}" if run.cases else "")]
    facts += [("Commit", run.commit[:10]), ("Settings", run.settings_fingerprint[:10]), ("Machine", ", ".join(machine))]
    return [(name, value) for name, value in facts if value]


def _judged(results: Sequence[Result], baseline: str, targets: Targets) -> list[dict[str, Any]]:
    """Return each result that has a target, with the baseline's where there is one."""
    beside = {(r.suite, r.metric): r for r in results if r.system == baseline}
    return [
        {
            "result": result,
            "metric": f"{result.metric}, {FOOTNOTE} / {baseline}" if result.system == RATIO else result.metric,
            "baseline": beside.get((result.suite, result.metric)) if result.system == FOOTNOTE else None,
            "target": target,
            "met": target.met(result.value),
        }
        for result in results
        if (target := targets.get((result.suite, result.system, result.metric)))
    ]


def _suite(run: Run, name: str, baseline: str, published: Sequence[Published]) -> dict[str, Any]:
    results = [result for result in run.results if result.suite == name]
    rank = {FOOTNOTE: 0, baseline: 1, RATIO: 3}
    systems = sorted(dict.fromkeys(r.system for r in results), key=lambda system: rank.get(system, 2))
    cases = [case for case in run.cases if case.suite == name]
    return {
        "name": name,
        "systems": [(system, f"{FOOTNOTE} / {baseline}" if system == RATIO else system) for system in systems],
        "metrics": list(dict.fromkeys(result.metric for result in results)),
        "cells": {(result.metric, result.system): result for result in results},
        "published": dict(_leagues(results, [point for point in published if point.suite == name])),
        "plots": _plots(results),
        "questions": len(cases),
        "worst": worst(cases),
    }


def worst(cases: Iterable[Case]) -> list[Case]:
    """Return the cases that went worst, the worst first, ties by id."""
    return sorted(cases, key=lambda case: (case.score, case.id))[:WORST]


def _leagues(results: Sequence[Result], points: Sequence[Published]) -> Iterable[tuple[str, dict[str, Any]]]:
    """Yield by metric our results and the published ones in one order, the best first, and the counts of the standings."""
    for metric in dict.fromkeys(point.metric for point in points):
        measured = {result.system: result for result in results if result.metric == metric and result.system != RATIO}
        known = [(point, measured[point.beside]) for point in points if point.metric == metric and point.beside in measured]
        if not known:
            continue
        notes = {point.note for point, _ in known}
        note = notes.pop() if len(notes) == 1 else ""
        beside = known[0][0].beside
        rows = [(r.value, r.system, True, r.system == beside, "", "") for r in measured.values()]
        rows += [(p.value, p.system, False, False, standing(ours, p), "" if note else p.note) for p, ours in known]
        words = [standing(ours, point).split()[0] for point, ours in known]
        forms = {"behind": "behind {}", "level": "level with {}", "ahead": "ahead of {}", "not": "{} not comparable"}
        said = ", ".join(form.format(words.count(word)) for word, form in forms.items() if word in words)
        names = ("value", "system", "measured", "ours", "standing", "note")
        ordered = [dict(zip(names, row, strict=True)) for row in sorted(rows, key=lambda row: (-row[0], row[1]))]
        yield metric, {"said": said, "note": note, "beside": beside, "rows": ordered}


def _plots(results: Sequence[Result]) -> list[str]:
    drawn = (_risk_coverage(results), _calibration(results), _latency(results), _categories(results))
    return [plot for plot in drawn if plot]


def _risk_coverage(results: Sequence[Result]) -> str:
    """Draw the share of wrong answers among the surest questions, for each system whose values are kept."""
    series = []
    for system, sample in ((r.system, r.sample) for r in results if r.metric == "risk-coverage area"):
        if sample:
            right, confidence = map(np.asarray, sample.columns)
            wrong = 1 - right[np.argsort(-confidence, kind="stable")]
            covered = np.arange(1, len(wrong) + 1)
            risks = np.cumsum(wrong) / covered
            series.append(Series(system, list(zip((covered / len(wrong)).tolist(), risks.tolist(), strict=True))))
    if not series:
        return ""
    curve = series[0].points
    half, full = curve[(len(curve) - 1) // 2][1], curve[-1][1]
    high = max(0.1, *(risk for one in series for _, risk in one.points))
    series.append(Series("refusing at random", [(0, full), (1, full)], reference=True))
    text = f"Of all answers {full:.0%} are wrong, of the surer half {half:.0%}. The lower the line, the better."
    x, y = Axis("share of questions answered, surest first", 0, 1), Axis("share of wrong answers", 0, high)
    return line_chart("Risk and coverage", text, series, x, y)


def _calibration(results: Sequence[Result]) -> str:
    """Draw how many questions are answerable where the confidence is about so much."""
    sample = next((r.sample for r in results if r.metric == "abstention AUC" and r.system == FOOTNOTE), None)
    if not sample:
        return ""
    answerable, confidence = map(np.asarray, sample.columns)
    bins = np.clip((confidence * BINS).astype(int), 0, BINS - 1)
    filled = [bins == number for number in np.unique(bins)]
    points = [(float(confidence[own].mean()), float(answerable[own].mean())) for own in filled]
    ours = Series(FOOTNOTE, points, [str(own.sum()) for own in filled])
    text = "Above the thin line Footnote is too modest, below it too sure. The figures count the questions."
    x, y = Axis("confidence that the corpus holds the answer", 0, 1), Axis("share where it does", 0, 1)
    return line_chart("Calibration", text, [ours, Series("perfect", [(0, 0), (1, 1)], reference=True)], x, y)


def _latency(results: Sequence[Result]) -> str:
    """Draw times against the size of the index."""
    lines: dict[str, list[tuple[float, float]]] = {}
    for result in results:
        if result.suite == "speed" and (found := LATENCY.fullmatch(result.metric)):
            system = "" if result.system == FOOTNOTE else f"{result.system} "
            lines.setdefault(f"{system}{found[2]} p{found[3]}", []).append((1_000 * int(found[1]), result.value))
    sizes = sorted({size for points in lines.values() for size, _ in points})
    if len(sizes) < 2:
        return ""
    high = max(time for points in lines.values() for _, time in points)
    text = f"Time for one question, from {sizes[0]:,} to {sizes[-1]:,} chunks."
    x, y = Axis("chunks in the index (log scale)", sizes[0], sizes[-1], log=True), Axis("milliseconds", 0, 1.05 * high)
    return line_chart("Latency and index size", text, [Series(name, sorted(lines[name])) for name in lines], x, y)


def _categories(results: Sequence[Result]) -> str:
    own = [r for r in results if r.system == FOOTNOTE and r.metric.startswith(CATEGORY)]
    bars = [Bar(r.metric.removeprefix(CATEGORY), r.value, r.low, r.high, f" (n {r.n})") for r in own]
    if len(bars) < 2:
        return ""
    text = "Share of the expected evidence that is cited when nothing is refused, with 95\u00a0% intervals."
    return bar_chart("Evidence recall by category", text, sorted(bars, key=lambda b: -b.value), Axis("", 0, 1))


def _changes(differences: Sequence[Difference]) -> list[str]:
    """Draw before and after for each suite, of the metrics that are shares and moved."""
    shares = [one for one in differences if one.change and max(one.before, one.after) <= 1]
    text = "Hollow: before, filled: after. Significant where the 95\u00a0% interval of the change does not hold 0."
    return [
        dumbbell(suite, text, list(own), Axis("", 0, 1)) for suite, own in groupby(shares, key=lambda share: share.suite)
    ]
