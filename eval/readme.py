"""The results in README.md, generated from the committed ones."""

from pathlib import Path

from eval.langchain_tutorial import SYSTEM as BASELINE
from eval.targets import TARGETS
from rag.evaluation.result import FOOTNOTE, Result
from rag.evaluation.run import Run
from rag.evaluation.table import number

RESULTS = Path(__file__).parent / "results" / "benchmarks.json"
"""The committed results of all suites."""


def targets(run: Run) -> str:
    """Return, as Markdown, the results of a run that have a target, each beside the baseline's value of the same run."""
    values = {(r.suite, r.system, r.metric): r.value for r in run.results}
    lines = ["| suite | metric | value | 95 % interval | n | baseline | target |", "|---|---|---|---|---|---|---|"]
    for result in run.results:
        if target := TARGETS.get((result.suite, result.system, result.metric)):
            beside = values.get((result.suite, BASELINE, result.metric)) if result.system == FOOTNOTE else None
            cells = (
                result.suite,
                _metric(result),
                number(result.value),
                f"{number(result.low)} .. {number(result.high)}",
                str(result.n),
                number(beside) if beside is not None else "",
                f"{target} {'met' if target.met(result.value) else 'missed'}",
            )
            lines.append(f"| {' | '.join(cells)} |")
    machine = run.machine
    bfloat16 = "with" if machine["bf16"] else "without"
    where = f"Measured on {machine['cores']} cores of {machine['cpu']}, {bfloat16} bfloat16, at commit {run.commit[:7]}."
    return "\n".join([*lines, "", where])


def _metric(result: Result) -> str:
    """Return what a result is of, with the system where that is another than Footnote as it is served."""
    if result.system == "ratio":
        return f"{result.metric.rpartition(', ')[0]}, ours / baseline"
    return result.metric if result.system == FOOTNOTE else f"{result.metric} ({result.system})"
