"""What a sync is doing, as the library page tells it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from rag.core.corpus import SyncReport
from rag.library.shelf import Shelf
from rag.ui.catalogue import Catalogue
from rag.ui.parts.table import file_of
from rag.ui.sync_job import JobState, News, Step

MOST_ROWS = 200
"""The most files that are listed; of the others only the number is told."""
_ICONS = {
    "added": "plus",
    "changed": "again",
    "moved": "next",
    "removed": "minus",
    "failed": "warn",
    "warned": "flag",
    "passed_over": "wait",
}
_RETRIED = ("failed",)


@dataclass(frozen=True, slots=True)
class SyncLine:
    """A file or an article in the list of a sync.

    Attributes:
        state: what becomes of it: "added", "changed", "moved", "removed", "failed", "warned" or
            "passed_over".
        icon: the sign of this.
        name: the file, or the article.
        note: the reason, or what becomes of it, in words.
    """

    state: str
    icon: str
    name: str
    note: str


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


def shown_sync(state: JobState, shelf: Shelf, t: Catalogue) -> ShownSync:
    """Return a job as the page shows it.

    Args:
        state: the job.
        shelf: the articles, whose titles are told in the place of their ids.
        t: the texts.
    """
    report = state.report or state.plan
    lines = list(_lines(report, shelf, t)) if report else []
    return ShownSync(
        state.step.value,
        _said(state, t),
        summary(report, t) if report else "",
        round(100 * state.done / state.total) if state.running and state.total else None,
        t("done_of", done=t.number(state.done), total=t.number(state.total)) if state.total else "",
        _left(state, t),
        tuple(lines[:MOST_ROWS]),
        max(0, len(lines) - MOST_ROWS),
        bool(state.report and state.report.failed) or state.step is Step.FAILED,
    )


def summary(report: SyncReport, t: Catalogue) -> str:
    """Return what a sync does in counts: "3 new, 1 changed"."""
    counts = [(name, n) for name, n in report.counts() if n and name != "unchanged"]
    if report.passed_over:
        counts.append(("passed_over", len(report.passed_over)))
    return ", ".join(t(f"sync_{name}", n=n) for name, n in counts) or t("nothing_changed")


def news_line(news: News, t: Catalogue) -> str:
    """Return what was read in just now; empty where nothing was."""
    said = [t("read_just_now", n=news.read)] if news.read else []
    if news.removed:
        said.append(t("left_just_now", n=news.removed))
    return ", ".join(said)


def _said(state: JobState, t: Catalogue) -> str:
    match state.step:
        case Step.FAILED:
            return t("sync_stopped_by", problem=state.problem)
        case Step.RUNNING if state.phase:
            return t(f"phase_of_{state.phase}")
        case Step.ASKING:
            plan = state.plan or SyncReport()
            articles = len(plan.removed) + len(plan.unchanged) + len(plan.changed)
            return t("most_would_leave", n=len(plan.removed), articles=t.number(articles))
        case _:
            return t(f"step_{state.step}")


def _left(state: JobState, t: Catalogue) -> str:
    seconds = state.seconds_left
    if not state.running or seconds is None or seconds < 1:
        return ""
    if seconds < 90:
        return t("seconds_left", n=max(1, round(seconds)))
    return t("minutes_left", n=round(seconds / 60))


def _lines(report: SyncReport, shelf: Shelf, t: Catalogue) -> Iterator[SyncLine]:
    for state in ("failed", "warned", "passed_over"):
        for failure in getattr(report, state):
            yield SyncLine(state, _ICONS[state], failure.path, failure.reason)
    for state in ("removed", "added", "changed", "moved"):
        for name in getattr(report, state):
            one = shelf.articles.get(name)
            shown = one.info.heading if one else name
            file = file_of(one.identity) if one else ""
            note = t(f"line_{state}")
            yield SyncLine(state, _ICONS[state], shown, f"{note} · {file}" if file else note)
