"""The numbers in README.md and in RESULTS.md, as Markdown, from the committed results."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from eval.bars.published import PUBLISHED, Published, standing
from eval.bars.targets import RATIO, TARGETS, Judged, baselines, judge
from eval.harness.baseline import SYSTEM as BASELINE
from rag.evaluation.measure.result import FOOTNOTE, Result
from rag.evaluation.measure.run import Run
from rag.evaluation.report.table import VALUE_HEAD, Table, number, value_cells

RESULTS = Path(__file__).parent.parent / "results" / "benchmarks.json"
"""The committed results of all suites."""

HEADLINES = {
    ("starter", "evidence recall, no abstention"): "Evidence found, own questions (recall)",
    ("xquad", "R@1"): "Right paragraph of 240 first (XQuAD, R@1)",
    ("scifact", "nDCG@10"): "Right abstracts of 5,183 (SciFact, nDCG@10)",
    ("chunking", "recall at 5"): "Answering words in five chunks (chunking evaluation, recall)",
    ("misplaced", "misplaced name, let through"): "Wrong names that the check lets through",
}
"""What README.md shows, by suite and metric."""

COMPARED = (
    ("scifact", "nDCG@10"),
    ("chunking", "recall at 5"),
    ("chunking", "IoU at 5"),
    ("mtrag", "nDCG@5"),
    ("clapnq", "evidence F1, passage given"),
    ("xquad", "MRR@10"),
    ("wice", "balanced accuracy"),
    ("summedits", "balanced accuracy"),
    ("multihop", "Hits@4"),
)
"""The suites and metrics whose published numbers RESULTS.md shows."""
_STARTS = {
    "behind": "**behind**",
    "level": "level with",
    "ahead": "ahead of",
    "not": "not comparable:",
}


def headline(run: Run) -> str:
    """Return, as Markdown, the five numbers of a run that say most, beside the baseline's."""
    targets = {(j.result.suite, j.result.metric): j for j in judge(run, TARGETS)}
    rows = []
    for (suite, metric), label in HEADLINES.items():
        if ours := _of_footnote(run, suite, metric):
            points = [p for p in PUBLISHED if (p.suite, p.metric) == (suite, metric)]
            best = max((p for p in points if p.comparable), key=lambda p: p.value, default=None)
            judged = targets.get((suite, metric))
            rows.append(
                (
                    label,
                    _with_interval(ours),
                    _baseline(run, ours),
                    verdict(judged) if judged else "",
                    f"{best.system} {number(best.value)}" if best else "",
                )
            )
    head = ("what", "Footnote (95 % interval)", BASELINE, "target", "best published")
    return Table(head, rows).markdown()


def targets(run: Run) -> str:
    """Return, as Markdown, the results of a run that have a target, beside the baseline's."""
    rows = [
        (
            judged.result.suite,
            _metric(judged.result),
            *value_cells(judged.result),
            number(judged.baseline.value) if judged.baseline else "",
            verdict(judged),
        )
        for judged in judge(run, TARGETS)
    ]
    return Table(("suite", "metric", *VALUE_HEAD, "baseline", "target"), rows).markdown()


def published(run: Run) -> str:
    """Return, as Markdown, the results of a run that others published numbers for."""
    rows = []
    for suite, metric in COMPARED:
        if ours := _of_footnote(run, suite, metric):
            points = [p for p in PUBLISHED if (p.suite, p.metric) == (suite, metric)]
            standings = "; ".join(_standings(ours, points))
            rows.append((suite, metric, _with_interval(ours), _baseline(run, ours), standings))
    head = ("set", "metric", "Footnote (95 % interval)", f"{BASELINE}, same run", "published")
    return Table(head, rows).markdown()


def measured_on(run: Run) -> str:
    """Return where a run was measured, as a sentence."""
    machine = run.machine
    bfloat16 = "with" if machine["bf16"] else "without"
    return (
        f"Measured on {machine['cores']} cores of {machine['cpu']}, {bfloat16} bfloat16, "
        f"at commit {run.commit[:7]}."
    )


def verdict(judged: Judged) -> str:
    """Return a target and whether it is met."""
    return f"{judged.target} {'met' if judged.met else 'missed'}"


def _of_footnote(run: Run, suite: str, metric: str) -> Result | None:
    wanted = suite, FOOTNOTE, metric
    return next((r for r in run.results if (r.suite, r.system, r.metric) == wanted), None)


def _with_interval(result: Result) -> str:
    value, interval, _ = value_cells(result)
    return f"{value} ({interval})"


def _baseline(run: Run, ours: Result) -> str:
    theirs = baselines(run).get((ours.suite, ours.metric))
    return number(theirs.value) if theirs else ""


def _metric(result: Result) -> str:
    """Return what a result measures, with the system where that is not Footnote."""
    if result.system == RATIO:
        return f"{result.metric.rpartition(', ')[0]}, ours / baseline"
    return result.metric if result.system == FOOTNOTE else f"{result.metric} ({result.system})"


def _standings(ours: Result, points: Sequence[Published]) -> Iterator[str]:
    """Yield, by standing, the best published system by name and how many more there are."""
    best_first = sorted(points, key=lambda point: -point.value)
    for word, start in _STARTS.items():
        alike = [point for point in best_first if standing(ours, point).startswith(word)]
        if alike:
            more = f" and {len(alike) - 1} more" if len(alike) > 1 else ""
            note = f" ({alike[0].note})" if word == "not" else ""
            yield f"{start} {alike[0].system} {number(alike[0].value)}{more}{note}"
