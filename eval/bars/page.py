"""A run of the benchmarks as an HTML page: targets, changes and published numbers beside results.

The page is the report of `rag eval`, whose template `benchmarks.html` extends.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval.bars.leagues import leagues
from eval.bars.published import PUBLISHED, Published
from eval.bars.targets import OVER_BASELINE, RATIO, TARGETS, Targets, judge
from eval.harness.baseline import SYSTEM as BASELINE
from rag.evaluation.measure.compare import Change
from rag.evaluation.measure.result import FOOTNOTE, Result
from rag.evaluation.measure.run import Run
from rag.evaluation.report.axis import Axis
from rag.evaluation.report.page import environment, page_values
from rag.evaluation.report.plots import Series, line_chart

TITLE = "Footnote benchmarks"
_LATENCY = re.compile(r"(\d+)k chunks: (search|ask) p(50|95), ms")
_ORDER = {FOOTNOTE: 0, BASELINE: 1, RATIO: 3}
"""The order of the systems in a table; all others stand between the baseline and the ratio."""


def as_html(
    run: Run,
    changes: Sequence[Change] = (),
    *,
    targets: Targets = TARGETS,
    published: Sequence[Published] = PUBLISHED,
    title: str = TITLE,
) -> str:
    """Return a run as a page that needs nothing besides itself.

    Args:
        run: what was measured; its cases are shown where it has any.
        changes: what changed since an earlier run.
        targets: the bounds of results.
        published: numbers of others.
        title: the page's heading.
    """
    values = page_values(run, title)
    judged = list(judge(run, targets))
    values |= {
        "targets": judged,
        "changes": sorted(changes, key=lambda change: not change.significant),
        "ratio": RATIO,
        "over_baseline": OVER_BASELINE,
    }
    values["links"] = [("targets", "Targets")] * bool(judged)
    values["links"] += [("changes", "What changed")] * bool(changes)
    for suite in values["suites"]:
        results = [result for result in run.results if result.suite == suite["name"]]
        points = [point for point in published if point.suite == suite["name"]]
        _extend(suite, results, points)
    page = environment(Path(__file__).parent).get_template("benchmarks.html")
    return page.render(values)


def latency(results: Sequence[Result]) -> str:
    """Draw the times of questions against the size of the index; empty for fewer than two sizes."""
    lines: dict[str, list[tuple[float, float]]] = {}
    for result in results:
        if match := _LATENCY.fullmatch(result.metric):
            system = "" if result.system == FOOTNOTE else f"{result.system} "
            points = lines.setdefault(f"{system}{match[2]} p{match[3]}", [])
            points.append((1_000 * int(match[1]), result.value))
    sizes = sorted({size for points in lines.values() for size, _ in points})
    if len(sizes) < 2:
        return ""
    high = max(time for points in lines.values() for _, time in points)
    return line_chart(
        "Latency and index size",
        f"Time for one question, from {sizes[0]:,} to {sizes[-1]:,} chunks.",
        [Series(name, sorted(points)) for name, points in lines.items()],
        Axis("chunks in the index (log scale)", sizes[0], sizes[-1], log=True),
        Axis("milliseconds", 0, 1.05 * high),
    )


def _extend(suite: dict[str, Any], results: Sequence[Result], points: Sequence[Published]) -> None:
    """Add to what the report shows of a suite what the benchmarks show beside it."""
    names = sorted((name for name, _ in suite["systems"]), key=lambda name: _ORDER.get(name, 2))
    suite["systems"] = [(name, OVER_BASELINE if name == RATIO else name) for name in names]
    suite["leagues"] = leagues(results, points)
    if suite["leagues"]:
        texts = {metric: league.summary for metric, league in suite["leagues"].items()}
        suite["columns"] = {"Published": texts}
    if plot := latency(results):
        suite["plots"].append(plot)
