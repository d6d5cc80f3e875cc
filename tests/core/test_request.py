from datetime import date

from rag.core.request import Kind, Period, Request, Sought, Task


def test_a_request_knows_what_kind_of_work_it_is() -> None:
    assert Request(Task.HELP, "Hi", "Hi").is_talk
    assert Request(Task.TIMELINE, "Q", "Q").is_overview
    assert not Request(Task.ARTICLES, "Q", "Q").is_overview
    two = Request(Task.ANSWER, "Q", "Q", ("whole", "one", "two"))
    assert two.parts == ("one", "two")
    assert two.has_parts
    assert not Request(Task.ANSWER, "Q", "Q", ("whole", "follow-up")).has_parts


def test_periods_meet_where_they_share_a_day() -> None:
    may, june = (Period(date(2025, month, 1), date(2025, month, 30)) for month in (5, 6))
    assert may.meets(may)
    assert not may.meets(june)
    assert not june.meets(may)
    assert Period(until=date(2025, 5, 1)).meets(may)
    assert not Period(since=date(2025, 6, 1)).meets(may)
    assert Period().meets(may)


def test_what_is_sought_is_of_the_whole_or_of_a_part() -> None:
    request = Request(
        Task.ANSWER, "Q?", "Q", ("whole", "part"), Kind.LIST, periods=((Period(),), ())
    )
    assert request.sought() == Sought("whole", Kind.LIST, periods=(Period(),), all_rows=True)
    assert request.sought(1) == Sought("part", Kind.LIST, all_rows=True)
    assert request.sought(2) == Sought("Q", Kind.LIST, all_rows=True)
