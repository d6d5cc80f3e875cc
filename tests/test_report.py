from rag.report import Failure, SyncReport


def test_sync_report_counts_in_a_fixed_order():
    report = SyncReport(added=("a", "b"), failed=(Failure("x.md", "empty file"),))
    expected = {"added": 2, "changed": 0, "moved": 0, "removed": 0, "unchanged": 0, "failed": 1}
    assert list(report.counts()) == list(expected.items())
