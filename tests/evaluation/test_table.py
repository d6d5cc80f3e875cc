from rag.evaluation.result import Result
from rag.evaluation.table import Target, number, table

TARGETS = {
    ("speed", "footnote", "ask p50, ms"): Target("<", 200),
    ("speed", "ratio", "peak memory, MB"): Target("<=", 1),
}


def test_the_table_puts_the_baseline_and_the_target_beside_the_value():
    results = [
        Result("speed", "footnote", "ask p50, ms", 250.0, 200.0, 300.0, 3),
        Result("speed", "base", "ask p50, ms", 12.3, 12.0, 13.0, 3),
        Result("speed", "ratio", "peak memory, MB", 0.5, 0.5, 0.5, 1),
    ]
    lines = [line.split() for line in table(results, {"wice": "no data"}, "base", TARGETS).splitlines()]
    assert lines[2] == "speed footnote ask p50, ms 250 200 .. 300 3 12.3 < 200 MISSED".split()
    assert lines[3] == "speed base ask p50, ms 12.3 12.0 .. 13.0 3".split()
    assert lines[4] == "speed footnote / base peak memory, MB 0.500 0.500 .. 0.500 1 <= 1 met".split()
    assert lines[5] == "wice skipped no data".split()
    assert [number(value) for value in (0.8512, -12.34, 12345.6)] == ["0.851", "-12.3", "12,346"]
