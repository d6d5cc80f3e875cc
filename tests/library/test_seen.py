"""Files that did not change are not read, and files that may have changed are."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from rag.library.plan import make_plan
from rag.library.seen import COARSE, Looks, Seen, Stamp, compare_looks, settled, stamp_of
from rag.library.sorting import Plan
from rag.sources import files
from tests.library.plans import known_after, write

OLD = time.time_ns() - 100 * COARSE


def seen_long_ago(plan: Plan) -> dict[str, Seen]:
    """Return what a plan saw as if its files had been written long before."""
    return {
        path: Seen(stamp_of(path), seen.sha256, seen.problem) for path, seen in plan.seen.items()
    }


@pytest.fixture
def unreadable(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let every file be one that can't be opened, from the call on."""

    def forbid() -> None:
        def no_open(path: object, *_: object) -> object:
            raise AssertionError(f"{path} was read")

        monkeypatch.setattr(files, "open", no_open, raising=False)

    return forbid


def test_a_file_with_the_stamp_of_the_last_sync_is_not_read(
    folder: Path, unreadable: Callable[[], None]
) -> None:
    (folder / "broken.md").write_bytes(b"\0")
    first = make_plan([folder], [])
    unreadable()
    again = make_plan([folder], known_after(first), seen_long_ago(first))
    assert again == Plan(unchanged=["a", "b"], failed=first.failed)
    assert seen_long_ago(again) == seen_long_ago(first)


def test_a_file_that_was_just_written_has_no_stamp_that_tells(folder: Path) -> None:
    plan = make_plan([folder], [])
    assert [seen.stamp for seen in plan.seen.values()] == [None, None]
    assert settled(Stamp(1, OLD, OLD), time.time_ns()) == Stamp(1, OLD, OLD)
    assert settled(Stamp(1, OLD, time.time_ns()), time.time_ns()) is None
    assert settled(None, 0) is None


def test_an_edit_of_the_same_size_within_one_tick_is_seen(folder: Path) -> None:
    first = make_plan([folder], [])
    status = os.stat(folder / "a.md")
    write(folder, "a.md", "Frist.")
    os.utime(folder / "a.md", ns=(status.st_atime_ns, status.st_mtime_ns))
    plan = make_plan([folder], known_after(first), first.seen)
    assert [item.article.text for item in plan.changed] == ["Frist."]


def test_an_edit_after_which_the_time_is_set_back_is_seen(folder: Path) -> None:
    first = make_plan([folder], [])
    seen, status = seen_long_ago(first), os.stat(folder / "a.md")
    while time.time_ns() < status.st_ctime_ns + 20_000_000:  # the clock of a file system is coarse
        pass
    write(folder, "a.md", "Frist.")
    os.utime(folder / "a.md", ns=(status.st_atime_ns, status.st_mtime_ns))
    plan = make_plan([folder], known_after(first), seen)
    assert [item.article.id for item in plan.changed] == ["a"]


def test_a_problem_is_told_again_until_the_bytes_change(folder: Path) -> None:
    path = folder / "broken.md"
    path.write_bytes(b"\0")
    first = make_plan([folder], [])
    seen = first.seen | {str(path): Seen(None, first.seen[str(path)].sha256, "as it was told")}
    again = make_plan([folder], known_after(first), seen)
    assert [failure.reason for failure in again.failed] == ["as it was told"]
    assert make_plan([folder], known_after(first)).failed == first.failed, "tried when not seen"
    path.write_text("Mended.")
    mended = make_plan([folder], known_after(first), seen)
    assert ([item.article.id for item in mended.added], mended.failed) == (["broken"], [])


def test_a_file_whose_article_was_forgotten_is_read_again(folder: Path) -> None:
    first = make_plan([folder], [])
    known = [old for old in known_after(first) if old.id != "a"]
    plan = make_plan([folder], known, seen_long_ago(first))
    assert [item.article.id for item in plan.added] == ["a"]


def test_what_differs_between_two_looks(folder: Path) -> None:
    a, b, gone = str(folder / "a.md"), str(folder / "b.md"), str(folder / "gone.md")
    before = {a: Seen(None, "1"), b: Seen(None, "2"), gone: Seen(None, "3")}
    assert compare_looks(before, {a: Seen(None, "4")}) == Looks({a: Seen(None, "4")}, [gone])
    assert stamp_of(gone) is None
