from rag.evaluation.measure.result import Result
from rag.evaluation.report.table import Table, number, table

RESULTS = [
    Result("speed", "footnote", "ask p50, ms", 250.0, 200.0, 300.0, 3),
    Result("speed", "base", "ask p50, ms", 12.3, 12.0, 13.0, 3),
]


def test_the_results_stand_in_columns_with_numbers_to_the_right() -> None:
    assert str(table(RESULTS, {"note": ["slow", ""]}, {"wice": "a long reason"})) == (
        "suite  system    metric       value  95 % interval  n  note\n"
        "-----  --------  -----------  -----  -------------  -  ----\n"
        "speed  footnote  ask p50, ms    250  200 .. 300     3  slow\n"
        "speed  base      ask p50, ms   12.3  12.0 .. 13.0   3\n"
        "wice   skipped   a long reason"
    )


def test_a_table_is_printed_as_markdown_too() -> None:
    assert Table(("a", "b"), [("1", "2"), ("3", "")]).markdown() == (
        "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 |  |"
    )


def test_a_number_has_the_digits_that_matter() -> None:
    assert [number(value) for value in (0.8512, -12.34, 12345.6)] == ["0.851", "-12.3", "12,346"]
