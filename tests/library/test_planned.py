from pathlib import Path

import pytest

from rag.core.article import Article
from rag.core.corpus import Failure, SyncRow
from rag.library.planned import Plan, PlanRows
from rag.library.records import Item, Known, Move, Source
from rag.library.spool import Spool

HEIDE = Item(Article("Text.", id="heide"), Source("/a/heide.md", "heide.md", "hash"))
OLD = Known("old", "/a/old.md", "hash")


@pytest.mark.parametrize("on_disk", [False, True])
def test_the_rows_of_a_plan_come_as_it_grows(on_disk: bool, tmp_path: Path) -> None:
    plan = Plan(Spool(tmp_path), Spool(tmp_path)) if on_disk else Plan()
    rows = PlanRows(plan, [OLD])
    assert rows.new() == ()
    plan.added.append(HEIDE)
    plan.failed.append(Failure("x.md", "empty file"))
    assert rows.new() == (
        SyncRow("added", "heide.md", "heide"),
        SyncRow("failed", "x.md", "", "empty file"),
    )
    assert rows.new() == ()
    plan.moved |= {name: Move(Source(f"/b/{name}.md", f"{name}.md", ""), "") for name in "ab"}
    plan.removed.append("old")
    assert rows.new() == (
        SyncRow("moved", "a.md", "a"),
        SyncRow("moved", "b.md", "b"),
        SyncRow("removed", "/a/old.md", "old"),
    )
