"""The time that one question takes, of many."""

from collections.abc import Sequence

from rag.evaluation.measure.result import Result, Scorer


def latency(scorer: Scorer, metric: str, seconds: Sequence[float]) -> list[Result]:
    """Return the p50 and p95 of one system's times, in milliseconds."""
    milliseconds = [1000 * second for second in seconds]
    p50 = scorer.score(f"{metric} p50, ms", "median", milliseconds)
    return p50 + scorer.score(f"{metric} p95, ms", "p95", milliseconds)
