from rag.core.corpus import Failure, SyncReport
from rag.render.report import report_lines, report_table

REPORT = SyncReport(
    added=("heide", "herne"),
    removed=tuple(f"old-{number}" for number in range(12)),
    failed=(Failure("x.md", "empty file: put text into it"),),
    passed_over=(Failure("a.png", "this format is not read"),),
    chunks=3,
    seconds=0.25,
    dry_run=True,
)


def test_a_table_has_a_row_for_each_outcome_with_its_first_names() -> None:
    lines = report_table(REPORT, 80).splitlines()
    assert lines[0].split() == ["added", "2", "heide"]
    assert lines[1].split() == ["herne"]
    assert lines[2].split() == ["removed", "12", "old-0"]
    assert lines[10].split() == ["and", "4", "more"]
    assert lines[11].split(maxsplit=2) == ["failed", "1", "x.md: empty file: put text into it"]
    assert "a.png: this format is not read" in lines[12]
    assert lines[13].startswith("2 added, 12 removed, 1 failed (dry run: nothing was changed)")


def test_a_table_of_nothing_is_one_line() -> None:
    assert report_table(SyncReport(), 80) == "nothing found; 0 chunks in 0.0 s"


def test_the_lines_of_a_dry_run_name_all() -> None:
    lines = report_lines(REPORT).splitlines()
    assert lines[1] == "failed: x.md: empty file: put text into it"
    assert lines[3:5] == ["added: heide", "added: herne"]
    assert [line for line in lines if line.startswith("removed")][-1] == "removed: old-11"
    assert lines[-1] == "passed over: a.png: this format is not read"


def test_no_name_writes_to_the_terminal() -> None:
    report = SyncReport(added=("a\x1b[31m",), dry_run=True)
    assert "\x1b" not in report_table(report, 80) + report_lines(report)
    assert "[red]" in report_table(SyncReport(added=("[red]a",)), 80), "no mark-up is read"


def test_every_failure_is_shown() -> None:
    failed = tuple(Failure(f"{number}.md", "empty file") for number in range(20))
    assert "19.md: empty file" in report_table(SyncReport(failed=failed), 80)
