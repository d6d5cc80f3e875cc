"""What a sync is doing, as the library page tells it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from rag.core.corpus import SyncRow
from rag.ui.catalogue import Wording
from rag.ui.job_board import JobRow, JobState, News, Step
from rag.ui.parts.reasons import worded
from rag.ui.parts.table import file_of

_TOLD = ("added", "changed", "moved", "removed", "failed", "warned", "passed over")
"""The states whose numbers are told, in this order."""
_ICONS = {"removed": "minus", "failed": "warn", "warned": "flag", "passed over": "minus"}


@dataclass(frozen=True, slots=True)
class SyncLine:
    """A file or an article in the list of a sync.

    Attributes:
        icon: the sign of how far it is.
        name: the file, or the address.
        note: the reason, or what becomes of it, in words.
        bad: whether it could not be read.
    """

    icon: str
    name: str
    note: str
    bad: bool = False


@dataclass(frozen=True, slots=True)
class ShownSync:
    """A sync as its template takes it.

    Attributes:
        step: what it is doing, of `Step`.
        said: the same in words.
        summary: what is done, or would be, in counts; empty where that is not known.
        percent: how much of this phase is done, 0..100; None where that is not known.
        counted: that in words.
        left: how long it will take.
        lines: the files and articles.
        more: how many more there are.
        can_retry: whether something failed that can be tried again.
    """

    step: str
    said: str
    summary: str
    percent: int | None
    counted: str
    left: str
    lines: tuple[SyncLine, ...]
    more: int
    can_retry: bool


def shown_sync(state: JobState, t: Wording) -> ShownSync:
    """Return a job as the page shows it."""
    busy = state.running and state.total > 0
    done, total = t.number(state.done), t.number(state.total)
    ended = state.step in (Step.DONE, Step.FAILED)
    return ShownSync(
        state.step.value,
        _said(state, t),
        _summary(state.counts, t) or (t("nothing_changed") if state.step is Step.DONE else ""),
        round(100 * state.done / state.total) if busy else None,
        t("done_of", done=done, total=total) if busy else "",
        _left(state, t) if busy else "",
        tuple(_line(one, state.step, t) for one in state.rows),
        sum(state.counts.values()) - len(state.rows),
        ended and (state.counts.get("failed", 0) > 0 or state.step is Step.FAILED),
    )


def news_line(news: News, t: Wording) -> str:
    """Return what was read in just now; empty where nothing was."""
    said = [t("read_just_now", n=news.read)] if news.read else []
    if news.removed:
        said.append(t("left_just_now", n=news.removed))
    return ", ".join(said)


def _summary(counts: Mapping[str, int], t: Wording) -> str:
    named = ((state.replace(" ", "_"), counts.get(state, 0)) for state in _TOLD)
    return ", ".join(t(f"sync_{name}", n=n) for name, n in named if n)


def _said(state: JobState, t: Wording) -> str:
    match state.step:
        case Step.FAILED:
            return t("sync_stopped_by", problem=worded(state.problem, t))
        case Step.RUNNING if state.phase:
            return t(f"phase_of_{state.phase}")
        case Step.ASKING:
            removed = state.counts.get("removed", 0)
            return t("most_would_leave", n=removed, articles=t.number(state.articles))
        case _:
            return t(f"step_{state.step}")


def _left(state: JobState, t: Wording) -> str:
    seconds = state.seconds_left
    if seconds is None or seconds < 1:
        return ""
    if seconds < 90:
        return t("seconds_left", n=round(seconds))
    return t("minutes_left", n=round(seconds / 60))


def _line(one: JobRow, step: Step, t: Wording) -> SyncLine:
    row = one.row
    name = file_of(row.name) if row.state == "removed" else row.name
    said = t(f"line_{row.state.replace(' ', '_')}")
    return SyncLine(
        _icon(row, one.stage, step), name, worded(row.reason, t) or said, row.state == "failed"
    )


def _icon(row: SyncRow, stage: str, step: Step) -> str:
    """Return a tick for what is done, else a sign of what keeps it."""
    if row.state in _ICONS:
        return _ICONS[row.state]
    if step is Step.DONE or stage == "indexed":
        return "check"
    return "again" if stage else "clock"
