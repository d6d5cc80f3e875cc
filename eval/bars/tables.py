"""The tables that a run prints: its results, and what changed since an earlier run."""

from collections.abc import Sequence
from dataclasses import replace

from eval.bars.targets import OVER_BASELINE, RATIO, TARGETS, baselines, judge
from rag.evaluation.measure.compare import Change
from rag.evaluation.measure.result import FOOTNOTE
from rag.evaluation.measure.run import Run
from rag.evaluation.report.table import Table, number, table


def results_table(run: Run) -> Table:
    """Return all results of a run, with the baseline and the target beside Footnote's."""
    baseline, judged = baselines(run), {id(j.result): j for j in judge(run, TARGETS)}
    theirs = [
        baseline.get((r.suite, r.metric)) if r.system == FOOTNOTE else None for r in run.results
    ]
    bounds = [judged.get(id(result)) for result in run.results]
    columns = {
        "baseline": [number(result.value) if result else "" for result in theirs],
        "target": [str(bound.target) if bound else "" for bound in bounds],
        "": [("met" if bound.met else "MISSED") if bound else "" for bound in bounds],
    }
    shown = [replace(r, system=OVER_BASELINE) if r.system == RATIO else r for r in run.results]
    return table(shown, columns, run.skipped)


def changes_table(changes: Sequence[Change]) -> Table:
    """Return the changes since an earlier run, the significant ones marked."""
    head = ("suite", "metric", "before", "after", "change", "95 % interval", "n", "")
    rows = [
        (
            change.suite,
            change.metric,
            number(change.before),
            number(change.after),
            f"{change.amount:+.3f}",
            f"{change.low:+.3f} .. {change.high:+.3f}",
            str(change.n),
            "significant" if change.significant else "",
        )
        for change in changes
    ]
    return Table(head, rows)
