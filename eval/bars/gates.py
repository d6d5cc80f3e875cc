"""The metrics that must not fall: a change that lowers one significantly does not land."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.errors import DataError
from rag.evaluation.measure.compare import Change
from rag.evaluation.measure.run import Run
from rag.evaluation.report.table import number

FILE = Path(__file__).parent / "gates.toml"


@dataclass(frozen=True, slots=True)
class Gate:
    """A metric of Footnote that is watched; `sign` is 1 where higher is better, -1 where lower."""

    suite: str
    metric: str
    sign: int


def read_gates(path: Path = FILE) -> list[Gate]:
    """Return the gates in a TOML file: a table a suite, with the lists `higher` and `lower`.

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
        raise DataError(
            f"{path.name}: not a table a suite with the lists higher and lower ({error})"
        ) from error


def fallen(run: Run, changes: Sequence[Change], gates: Sequence[Gate]) -> list[str]:
    """Return a line for each gated metric that fell significantly or could not be compared.

    Gates of suites that the run did not measure say nothing.
    """
    by_name = {(change.suite, change.metric): change for change in changes}
    measured = {result.suite for result in run.results}
    lines = []
    for gate in gates:
        change = by_name.get((gate.suite, gate.metric))
        if gate.suite in measured and change is None:
            lines.append(
                f"{gate.suite}, {gate.metric}: not comparable, "
                "the earlier run has other cases or not this metric"
            )
        elif change and change.significant and gate.sign * change.amount < 0:
            lines.append(
                f"{gate.suite}, {gate.metric}: {number(change.before)} to {number(change.after)} "
                f"[{number(change.low)} .. {number(change.high)}]"
            )
    return lines
