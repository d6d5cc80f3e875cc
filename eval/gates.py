"""The metrics that must not fall: a change that lowers one significantly does not land."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.errors import DataError
from rag.evaluation.compare import Difference
from rag.evaluation.result import FOOTNOTE
from rag.evaluation.run import Run
from rag.evaluation.table import number

FILE = Path(__file__).parent / "gates.toml"


@dataclass(frozen=True, slots=True)
class Gate:
    """A metric of Footnote that is watched; `sign` is 1 where higher is better and -1 where lower is."""

    suite: str
    metric: str
    sign: int


def read_gates(path: Path = FILE) -> list[Gate]:
    """Return the gates in a TOML file: a table a suite, with the lists `higher` and `lower` of metrics.

    Raises:
        DataError: when the file has another form.
    """
    signs = {"higher": 1, "lower": -1}
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        return [
            Gate(suite, str(metric), signs[kind])
            for suite, lists in tables.items()
            for kind, metrics in lists.items()
            for metric in metrics
        ]
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise DataError(f"{path.name}: not a table a suite with the lists higher and lower ({error})") from error


def fallen(run: Run, differences: Sequence[Difference], gates: Sequence[Gate]) -> list[str]:
    """Return a line for each gated metric of the run's suites that fell significantly or could not be compared."""
    by_name = {(d.suite, d.metric): d for d in differences}
    ran = {result.suite for result in run.results}
    lines = []
    for gate in gates:
        change = by_name.get((gate.suite, gate.metric))
        if gate.suite in ran and change is None:
            lines.append(f"{gate.suite}, {gate.metric}: not comparable, the earlier run has other cases or not this metric")
        elif change and change.significant and gate.sign * change.change < 0:
            worse = f"{number(change.before)} to {number(change.after)}"
            lines.append(f"{gate.suite}, {gate.metric}: {worse} [{number(change.low)} .. {number(change.high)}]")
    return lines


def differences_table(differences: Sequence[Difference]) -> str:
    """Return the changes as plain text, significant ones marked."""
    rows = [("suite", "metric", "before", "after", "change", "95 % interval", "n", "")]
    rows += [
        (
            d.suite,
            d.metric,
            number(d.before),
            number(d.after),
            f"{d.change:+.3f}",
            f"{d.low:+.3f} .. {d.high:+.3f}",
            str(d.n),
            "significant" if d.significant else "",
        )
        for d in differences
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([f"{FOOTNOTE}, against the earlier run:", *lines])
