"""Files that can't be read are failures and stay indexed as they were."""

from pathlib import Path

import pytest

from rag.core.corpus import Failure
from rag.errors import CorpusError
from rag.library.plan import make_plan
from rag.library.planned import Plan
from tests.library.plans import known_after, write


def test_a_file_that_can_not_be_read_any_more_stays_indexed(folder: Path) -> None:
    known = known_after(make_plan([folder], []))
    (folder / "a.md").write_bytes(b"\x00")
    plan = make_plan([folder], known)
    assert plan == Plan(unchanged=["b"], failed=[Failure("a.md", "binary file: save it as text")])


def test_a_file_that_became_a_link_out_of_the_folder_stays_indexed(folder: Path) -> None:
    known = known_after(make_plan([folder], []))
    target = write(folder.parent, "elsewhere.md", "First.")
    (folder / "a.md").unlink()
    (folder / "a.md").symlink_to(target)
    plan = make_plan([folder], known)
    assert plan.failed == [Failure("a.md", "symlink that leaves the folder")]
    assert plan.removed == []


def test_failures_are_sorted_by_path(folder: Path) -> None:
    for name in ("z.md", "c.md"):
        (folder / name).write_bytes(b"")
    (folder / "k.md").symlink_to(folder / "k.md")
    assert [failure.path for failure in make_plan([folder], []).failed] == ["c.md", "k.md", "z.md"]


def test_an_empty_folder_is_an_error_that_says_what_to_do(folder: Path) -> None:
    for name in ("a.md", "b.md"):
        (folder / name).unlink()
    with pytest.raises(
        CorpusError, match=r"no articles in .*articles: put texts, pages or PDFs there"
    ):
        make_plan([folder], [])


def test_a_folder_of_failures_only_is_not_empty(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"")
    assert make_plan([tmp_path], []).failed == [Failure("a.md", "empty file: put text into it")]


def test_a_file_that_can_not_be_looked_at_is_not_taken_for_gone(folder: Path) -> None:
    write(folder, "deep/c.md", "Third.")
    known = known_after(make_plan([folder], []))
    (folder / "deep").rename(folder.parent / "away")
    (folder / "deep").symlink_to(folder / "deep")
    assert make_plan([folder], known).removed == []
