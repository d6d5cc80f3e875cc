"""Results as a plain text table."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.langchain_tutorial import SYSTEM as BASELINE
from eval.result import Result
from eval.targets import target_of

HEAD = ("suite", "system", "metric", "value", "95 % interval", "n", "baseline", "target", "")


def table(results: Sequence[Result], skipped: Mapping[str, str], baselines: Sequence[str]) -> str:
    """Return the table of a run: a row a result, with the baseline's value beside footnote's.

    Args:
        results: in the order of the rows.
        skipped: the reason by suite that did not run; each is a row.
        baselines: the systems whose values go into the baseline column; the first that has a metric is taken.
    """
    values = {(r.suite, r.system, r.metric): r.value for r in results}
    rows: list[tuple[str, ...]] = [HEAD]
    for result in results:
        beside = (values.get((result.suite, name, result.metric)) for name in baselines if result.system == "footnote")
        baseline = next((number(value) for value in beside if value is not None), "")
        target = target_of(result)
        verdict = "" if target is None else "met" if target.met(result.value) else "MISSED"
        interval = f"{number(result.low)} .. {number(result.high)}"
        name = f"footnote / {baselines[0]}" if result.system == "ratio" else result.system
        shown = (result.suite, name, result.metric, number(result.value), interval, str(result.n))
        rows.append((*shown, baseline, str(target or ""), verdict))
    rows += [(suite, "skipped", reason, *[""] * 6) for suite, reason in skipped.items()]
    measured = [row for row in rows if row[1] != "skipped"]
    widths = [max(len(row[column]) for row in measured) for column in range(len(HEAD))]
    lines = ["  ".join(_cell(text, width, column) for column, (text, width) in enumerate(zip(row, widths, strict=True)))
             for row in rows]  # fmt: skip
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(line.rstrip() for line in lines)


def readme(path: str) -> str:
    """Return, as Markdown, the committed results that have a target, each beside the baseline's value of the same run."""
    run = json.loads(Path(path).read_text(encoding="utf-8"))
    results = [Result(**row) for row in run["results"]]
    values = {(r.suite, r.system, r.metric): r.value for r in results}
    lines = ["| suite | metric | value | 95 % interval | n | baseline | target |", "|---|---|---|---|---|---|---|"]
    for result in results:
        if target := target_of(result):
            beside = values.get((result.suite, BASELINE, result.metric)) if result.system == "footnote" else None
            cells = (
                result.suite,
                f"{result.metric.rpartition(', ')[0]}, ours / baseline" if result.system == "ratio" else result.metric,
                number(result.value),
                f"{number(result.low)} .. {number(result.high)}",
                str(result.n),
                number(beside) if beside is not None else "",
                f"{target} {'met' if target.met(result.value) else 'missed'}",
            )
            lines.append(f"| {' | '.join(cells)} |")
    machine = run["machine"]
    bfloat16 = "with" if machine["bf16"] else "without"
    where = f"Measured on {machine['cores']} cores of {machine['cpu']}, {bfloat16} bfloat16, by `make bench`."
    return "\n".join([*lines, "", where])


def number(value: float) -> str:
    """Return a number with as many digits as can matter: three decimals below 10, one below 100, none above.

    >>> number(0.8512), number(42.25), number(13601.46)
    ('0.851', '42.2', '13,601')
    """
    decimals = 3 if abs(value) < 10 else 1 if abs(value) < 100 else 0
    return f"{value:,.{decimals}f}"


def _cell(text: str, width: int, column: int) -> str:
    return text.rjust(width) if HEAD[column] in {"value", "n", "baseline"} else text.ljust(width)
