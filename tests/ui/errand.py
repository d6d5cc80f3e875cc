"""Errands for a job: what is planned and done without any library."""

from collections.abc import Callable

from rag.core.corpus import SyncEvent, SyncPlan, SyncReport, SyncRow
from rag.library.records import Tell

ADDED = SyncRow("added", "a.md", "a")
GONE = tuple(SyncRow("removed", f"n{number}.md", f"n{number}") for number in range(7))


def plan_of(*rows: SyncRow, asks: bool = False) -> Callable[[Tell], SyncPlan]:
    def plan(tell: Tell) -> SyncPlan:
        tell(SyncEvent("reading", 1, 1, rows))
        counts = {row.state: sum(one.state == row.state for one in rows) for row in rows}
        return SyncPlan(counts, {}, 8, asks)

    return plan


def run_adding(allowed: bool, tell: Tell) -> SyncReport:
    tell(SyncEvent("reading", 1, 2, (ADDED, SyncRow("unchanged", "b.md", "b"))))
    tell(SyncEvent("embedding", 1, 1, (SyncRow("embedded", "a.md", "a"),)))
    tell(SyncEvent("indexing", 1, 1, (SyncRow("indexed", "a.md", "a"),)))
    return SyncReport(added=("a",))
