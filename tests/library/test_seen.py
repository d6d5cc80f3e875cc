"""Files that did not change are not read, and files that may have changed are."""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from rag.library.plan import make_plan
from rag.library.planned import Plan
from rag.library.seen import COARSE, Looks, Seen, Stamp, compare_looks, settled, stamp_of
from rag.sections import ParsingSettings
from rag.sources import files
from tests.library.plans import ids, known_after, write

OLD = time.time_ns() - 100 * COARSE


def seen_long_ago(plan: Plan) -> dict[str, Seen]:
    """Return what a plan saw as if its files had been written long before."""
    return {path: replace(seen, stamp=stamp_of(path)) for path, seen in plan.seen.items()}


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
    told = replace(first.seen[str(path)], problem="as it was told")
    seen = first.seen | {str(path): told}
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


def test_a_file_that_older_parsers_have_read_is_read_again(folder: Path) -> None:
    first = make_plan([folder], [])
    a, b = str(folder / "a.md"), str(folder / "b.md")
    assert not first.seen[a].outdated
    old = replace(seen_long_ago(first)[a], revision=first.seen[a].revision - 1)
    assert old.outdated
    plan = make_plan([folder], known_after(first), seen_long_ago(first) | {a: old})
    assert (plan, plan.reread) == (Plan(unchanged=["a", "b"]), ["a.md"])
    assert plan.seen[a].revision == plan.seen[b].revision, "once is enough"
    worse = [replace(one, digest="otherwise") for one in known_after(first)]
    plan = make_plan([folder], worse, seen_long_ago(first) | {a: old})
    assert (ids(plan.changed), plan.unchanged) == (["a"], ["b"])


def test_a_file_that_older_parsers_have_read_and_that_has_moved_is_read_again(
    folder: Path,
) -> None:
    first = make_plan([folder], [])
    a = str(folder / "a.md")
    (folder / "a.md").rename(folder / "c.md")
    old = first.seen | {a: replace(first.seen[a], revision=0)}
    plan = make_plan([folder], known_after(first), old)
    assert (ids(plan.changed), plan.moved, plan.removed) == (["a"], {}, [])
    assert plan.changed[0].source.identity == str(folder / "c.md")


def test_a_problem_of_a_limit_is_tried_again_when_the_limit_has_grown() -> None:
    seen = Seen(None, "hash", "takes more than 60 s", limit="seconds=60")
    assert seen.may_be_read(ParsingSettings(seconds=61))
    assert not seen.may_be_read(ParsingSettings(seconds=60))
    assert not replace(seen, limit="").may_be_read(ParsingSettings(seconds=61))


def test_a_problem_is_tried_again_when_asked(folder: Path) -> None:
    (folder / "broken.md").write_bytes(b"\0")
    first = make_plan([folder], [])
    path = str(folder / "broken.md")
    seen = seen_long_ago(first)
    seen[path] = replace(seen[path], problem="as it was told")
    plan = make_plan([folder], known_after(first), seen, again=lambda look: bool(look.problem))
    assert [failure.reason for failure in plan.failed] == ["binary file: save it as text"]


def test_what_differs_between_two_looks(folder: Path) -> None:
    a, b, gone = str(folder / "a.md"), str(folder / "b.md"), str(folder / "gone.md")
    before = {a: Seen(None, "1"), b: Seen(None, "2"), gone: Seen(None, "3")}
    assert compare_looks(before, {a: Seen(None, "4")}) == Looks({a: Seen(None, "4")}, (gone,))
    page = {"https://example.org/a": Seen(None, "4")}
    assert compare_looks(page, {}) == Looks(), "what is not looked at is not gone"
    assert stamp_of(gone) is None
