from datetime import date

import pytest

from rag.core.corpus import Failure, Filter, SyncReport


def test_sync_report_counts_in_a_fixed_order() -> None:
    report = SyncReport(added=("a", "b"), failed=(Failure("x.md", "empty file"),))
    expected = {"added": 2, "changed": 0, "moved": 0, "removed": 0, "unchanged": 0, "failed": 1}
    assert list(report.counts()) == list(expected.items())


@pytest.mark.parametrize(
    "where",
    [
        Filter(articles=("a",)),
        Filter(outlets=("s",)),
        Filter(topics=("t",)),
        Filter(since=date.min),
        Filter(until=date.max),
    ],
)
def test_a_filter_with_a_field_is_true(where: Filter) -> None:
    assert where
    assert where.dated == (where.since is not None or where.until is not None)


def test_an_empty_filter_is_false() -> None:
    assert not Filter()
    assert not Filter().dated


def test_a_report_takes_what_else_failed_once_and_sorted() -> None:
    first, second = Failure("a", "lost"), Failure("b", "slow")
    report = SyncReport(failed=(second,)).with_failed([first, second])
    assert report.failed == (first, second)
