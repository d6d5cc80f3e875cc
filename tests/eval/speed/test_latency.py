import pytest

from eval.speed.latency import latency
from rag.evaluation.measure.result import Scorer


def test_latency_is_told_in_milliseconds() -> None:
    seconds = [0.001 * number for number in range(1, 102)]
    results = latency(Scorer("speed", "footnote"), "ask", seconds)
    assert [(result.metric, result.value) for result in results] == [
        ("ask p50, ms", pytest.approx(51)),
        ("ask p95, ms", pytest.approx(96)),
    ]
