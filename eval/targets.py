"""What the project promises, by suite and metric: the numbers that a run prints its targets from."""

import operator
from collections.abc import Callable
from dataclasses import dataclass

from eval.result import Result

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


TARGETS = {
    ("starter", "footnote", "evidence recall, no abstention"): Target(">=", 0.85),
    ("starter", "footnote", "verbatim quotes"): Target("=", 1),
    ("starter", "footnote", "abstention AUC"): Target(">=", 0.78),
    ("starter", "footnote", "abstention AUC, leave one out"): Target(">=", 0.78),
    ("speed", "ratio", "indexing, characters/s"): Target(">=", 2.5),
    ("speed", "ratio", "first-stage search p50, ms"): Target("<", 1),
    ("speed", "footnote", "search, 20 reranked p50, ms"): Target("<", 150),
    ("speed", "footnote", "ask p50, ms"): Target("<", 200),
    ("speed", "footnote", "second index run, s"): Target("<", 2),
    ("speed", "footnote", "second index run, starter corpus, s"): Target("<", 2),
    ("speed", "footnote", "cold ask, starter corpus, s"): Target("<", 6),
    ("speed", "ratio", "peak memory, MB"): Target("<=", 1),
}


def target_of(result: Result) -> Target | None:
    """Return the target of a result, if it has one."""
    return TARGETS.get((result.suite, result.system, result.metric))
