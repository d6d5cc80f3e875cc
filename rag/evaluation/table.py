"""Results as a plain text table."""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rag.evaluation.result import FOOTNOTE, Result

_COMPARE: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "<": operator.lt,
    "=": operator.eq,
}


@dataclass(frozen=True, slots=True)
class Target:
    """A bound that a value has to keep; `sign` is one of >=, <=, < and =."""

    sign: str
    bound: float

    def met(self, value: float) -> bool:
        """Tell whether `value` keeps the bound."""
        return _COMPARE[self.sign](value, self.bound)

    def __str__(self) -> str:
        return f"{self.sign} {self.bound:g}"


Targets = Mapping[tuple[str, str, str], Target]
"""Bounds by suite, system and metric."""

HEAD = ("suite", "system", "metric", "value", "95 % interval", "n", "baseline", "target", "")


def table(
    results: Sequence[Result], skipped: Mapping[str, str] | None = None, baseline: str = "", targets: Targets | None = None
) -> str:
    """Return the table of a run: a row a result, with the baseline's value beside footnote's.

    Args:
        results: in the order of the rows.
        skipped: the reason by suite that did not run; each is a row.
        baseline: the system whose values go into the baseline column.
        targets: what is asked of some results.
    """
    values = {(r.suite, r.system, r.metric): r.value for r in results}
    rows: list[tuple[str, ...]] = [HEAD]
    for result in results:
        beside = values.get((result.suite, baseline, result.metric)) if result.system == FOOTNOTE else None
        target = (targets or {}).get((result.suite, result.system, result.metric))
        verdict = "" if target is None else "met" if target.met(result.value) else "MISSED"
        interval = f"{number(result.low)} .. {number(result.high)}"
        name = f"{FOOTNOTE} / {baseline}" if result.system == "ratio" else result.system
        shown = (result.suite, name, result.metric, number(result.value), interval, str(result.n))
        rows.append((*shown, "" if beside is None else number(beside), str(target or ""), verdict))
    rows += [(suite, "skipped", reason, *[""] * 6) for suite, reason in (skipped or {}).items()]
    measured = [row for row in rows if row[1] != "skipped"]
    widths = [max(len(row[column]) for row in measured) for column in range(len(HEAD))]
    lines = ["  ".join(_cell(text, width, column) for column, (text, width) in enumerate(zip(row, widths, strict=True)))
             for row in rows]  # fmt: skip
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(line.rstrip() for line in lines)


def number(value: float) -> str:
    """Return a number with as many digits as can matter: three decimals below 10, one below 100, none above.

    >>> number(0.8512), number(42.25), number(13601.46)
    ('0.851', '42.2', '13,601')
    """
    decimals = 3 if abs(value) < 10 else 1 if abs(value) < 100 else 0
    return f"{value:,.{decimals}f}"


def _cell(text: str, width: int, column: int) -> str:
    return text.rjust(width) if HEAD[column] in {"value", "n", "baseline"} else text.ljust(width)
