from rag.evaluation.measure.result import Case, Result
from rag.evaluation.report.table import MOST_FAILURES, Table, failures, number, table

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


def test_the_questions_that_went_wrong_are_named_worst_first() -> None:
    cases = [
        Case("q", "b", "Half\nright?", 0.5, "part is cited", answer="Some. [1]"),
        Case("q", "a", "Wrong?", 0.0, "wrong", answer="x " * 200),
        Case("q", "c", "Right?", 1.0, "right"),
    ]
    head, first, said, second, _ = failures(cases).splitlines()
    assert head == "2 not entirely right, the worst first:"
    assert first == "- a: Wrong? (wrong)"
    assert said.endswith("x...")
    assert second == "- b: Half right? (part is cited)"
    assert failures(cases[2:]) == ""
    many = [Case("q", str(n), "Q?", 0.0, "wrong") for n in range(MOST_FAILURES + 2)]
    assert failures(many).endswith("and 2 more")
