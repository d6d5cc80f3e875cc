"""What a sync is doing, in words."""

from rag.core.corpus import SyncReport, SyncRow
from rag.ui.catalogue import catalogue
from rag.ui.job_board import JobRow, JobState, News, Step
from rag.ui.parts.sync import news_line, shown_sync

EN = catalogue("en")


def test_a_sync_that_runs_says_how_far_it_is() -> None:
    row = SyncRow("added", "new.md", "new")
    state = JobState(
        1, Step.RUNNING, "embedding", 3, 12, 20.4, {"added": 2, "passed over": 1},
        (JobRow(row, "embedded"), JobRow(SyncRow("changed", "a.md", "a"))),
    )  # fmt: skip
    shown = shown_sync(state, EN)
    assert (shown.said, shown.percent) == ("Preparing what was read", 25)
    assert (shown.counted, shown.left) == ("3 of 12 done", "about 20 s left")
    assert shown.summary == "2 new, 1 passed over"
    assert [(line.icon, line.note) for line in shown.lines] == [
        ("again", "new"),
        ("clock", "changed"),
    ]
    assert (shown.more, shown.can_retry) == (1, False)


def test_a_sync_that_is_done_says_what_it_did() -> None:
    rows = (
        JobRow(SyncRow("failed", "bad.pdf", "", "no text layer")),
        JobRow(SyncRow("added", "b")),
    )
    state = JobState(2, Step.DONE, counts={"failed": 1, "added": 1}, rows=rows, report=SyncReport())
    shown = shown_sync(state, EN)
    assert (shown.said, shown.percent, shown.counted) == ("Done", None, "")
    assert [(line.icon, line.note, line.bad) for line in shown.lines] == [
        ("warn", "no text layer", True), ("check", "new", False),
    ]  # fmt: skip
    assert shown.can_retry
    assert shown_sync(JobState(step=Step.DONE), EN).summary == "Nothing changed."


def test_a_sync_that_asks_says_how_many_of_how_many() -> None:
    row = JobRow(SyncRow("removed", "/home/me/news/a.md", "a"))
    shown = shown_sync(
        JobState(step=Step.ASKING, counts={"removed": 7}, rows=(row,), articles=12), EN
    )
    assert shown.said.startswith("7 of 12 articles would leave")
    assert shown.lines[0].name == "a.md"


def test_a_sync_that_failed_says_why() -> None:
    shown = shown_sync(JobState(step=Step.FAILED, problem="disk full"), EN)
    assert shown.said == "Not done: disk full"
    assert shown.can_retry
    assert shown_sync(JobState(), EN).said == "What changes in the folders is read in by itself."


def test_long_waits_are_told_in_minutes_and_short_ones_not() -> None:
    def left(seconds: float) -> str:
        state = JobState(step=Step.RUNNING, phase="reading", done=1, total=9, seconds_left=seconds)
        return shown_sync(state, EN).left

    assert (left(0.4), left(400)) == ("", "about 7 minutes left")


def test_news_in_one_line() -> None:
    assert news_line(News(1, 2, 1), EN) == "2 articles read in just now, 1 article left just now"
    assert news_line(News(1), EN) == ""
