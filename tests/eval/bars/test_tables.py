from eval.bars.tables import results_table
from rag.evaluation.measure.result import Result
from rag.evaluation.measure.run import Run


def test_the_baseline_and_the_target_stand_beside_the_value() -> None:
    ratio = "speed footnote / langchain-tutorial peak memory, MB 0.500 0.500 .. 0.500 1 <= 1 met"
    results = [
        Result("speed", "footnote", "ask p50, ms", 250.0, 200.0, 300.0, 3),
        Result("speed", "langchain-tutorial", "ask p50, ms", 12.3, 12.0, 13.0, 3),
        Result("speed", "ratio", "peak memory, MB", 0.5, 0.5, 0.5, 1),
    ]
    table = results_table(Run("", "", {}, results, {"wice": "no data"}))
    lines = [line.split() for line in str(table).splitlines()[2:]]
    assert lines == [
        "speed footnote ask p50, ms 250 200 .. 300 3 12.3 < 200 MISSED".split(),
        "speed langchain-tutorial ask p50, ms 12.3 12.0 .. 13.0 3".split(),
        ratio.split(),
        "wice skipped no data".split(),
    ]
