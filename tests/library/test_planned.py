from rag.core.article import Article
from rag.core.corpus import Failure, SyncRow
from rag.library.planned import Finishing, Plan, PlanRows
from rag.library.records import Entry, Item, Known, Move, Source

HEIDE = Item(Article("Text.", id="heide"), Source("/a/heide.md", "heide.md", "hash"))
OLD = Known("old", "/a/old.md", "hash")


def test_the_rows_of_a_plan_come_as_it_grows() -> None:
    plan = Plan()
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


def test_an_article_is_done_when_all_of_its_chunks_are() -> None:
    other = Item(Article("Text.", id="b"), Source("/b.md", "b.md", ""))
    finished = Finishing([Entry(HEIDE, (), ("1", "2")), Entry(other, (), ("2", "3"))], "embedded")
    assert finished(["1"]) == ()
    assert finished(["2"]) == (SyncRow("embedded", "heide.md", "heide"),)
    assert finished(["3"]) == (SyncRow("embedded", "b.md", "b"),)
    assert finished(["4"]) == ()
