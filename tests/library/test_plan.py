import re
from pathlib import Path

from rag.library.plan import forget_plan, make_plan
from rag.library.planned import Plan
from rag.library.records import Move, Source
from rag.sources.ignoring import Patterns
from tests.library.plans import ids, known_after, write


def test_everything_is_new_at_first(folder: Path) -> None:
    plan = make_plan([folder], [])
    assert ids(plan.added) == ["a", "b"]
    assert [item.source.identity for item in plan.added] == [
        str(folder / "a.md"),
        str(folder / "b.md"),
    ]
    assert [item.source.name for item in plan.added] == ["a.md", "b.md"]
    assert not plan.empty


def test_nothing_to_do_the_second_time(folder: Path) -> None:
    known = known_after(make_plan([folder], []))
    plan = make_plan([folder], known)
    assert plan == Plan(unchanged=["a", "b"])
    assert plan.empty


def test_changed_keeps_its_id(folder: Path) -> None:
    known = known_after(make_plan([folder], []))
    write(folder, "a.md", "First, edited.")
    plan = make_plan([folder], known)
    assert [(item.article.id, item.article.text) for item in plan.changed] == [
        ("a", "First, edited.")
    ]
    assert (plan.unchanged, plan.added, plan.removed) == (["b"], [], [])


def test_moved_is_recognised_by_its_content(folder: Path) -> None:
    known = known_after(make_plan([folder], []))
    (folder / "deep").mkdir()
    (folder / "a.md").rename(folder / "deep" / "c.md")
    plan = make_plan([folder], known)
    (a,) = (old for old in known if old.id == "a")
    source = Source(str(folder / "deep" / "c.md"), "deep/c.md", a.sha256)
    assert plan == Plan(moved={"a": Move(source, "deep/c.md")}, unchanged=["b"])


def test_a_copy_is_a_new_article_not_a_move(folder: Path) -> None:
    known = known_after(make_plan([folder], []))
    write(folder, "copy.md", "First.")
    plan = make_plan([folder], known)
    assert (ids(plan.added), plan.moved, plan.unchanged) == (["copy"], {}, ["a", "b"])


def test_of_two_copies_of_a_moved_file_one_is_the_move(folder: Path) -> None:
    known = known_after(make_plan([folder], []))
    (folder / "a.md").rename(folder / "c.md")
    write(folder, "d.md", "First.")
    plan = make_plan([folder], known)
    assert (list(plan.moved), ids(plan.added), plan.removed) == (["a"], ["d"], [])


def test_two_files_that_change_places(folder: Path) -> None:
    known = known_after(make_plan([folder], []))
    write(folder, "a.md", "Second.")
    write(folder, "b.md", "First.")
    plan = make_plan([folder], known)
    assert {item.article.id: item.article.text for item in plan.changed} == {
        "a": "Second.",
        "b": "First.",
    }


def test_a_file_that_is_gone_leaves_whatever_folder_is_named(folder: Path) -> None:
    write(folder, "deep/c.md", "Third.")
    first = make_plan([folder], [])
    known = known_after(first)
    (folder / "a.md").unlink()
    assert make_plan([folder / "deep"], known, first.seen) == Plan(removed=["a"], unchanged=["c"])
    assert make_plan([folder], known, first.seen) == Plan(removed=["a"], unchanged=["b", "c"])


def test_a_whole_folder_that_is_gone(folder: Path) -> None:
    write(folder, "deep/er/c.md", "Third.")
    known = known_after(make_plan([folder], []))
    (folder / "deep/er/c.md").unlink()
    (folder / "deep/er").rmdir()
    assert make_plan([folder], known).removed == ["c"]


def test_two_files_with_one_name_get_two_ids(folder: Path) -> None:
    write(folder, "deep/a.md", "Third.")
    first, second, third = ids(make_plan([folder], []).added)
    assert (first, second) == ("a", "b")
    assert re.fullmatch(r"a-[0-9a-f]{6}", third)
    assert ids(make_plan([folder], []).added) == [first, second, third]


def test_a_folder_that_became_a_file(folder: Path) -> None:
    write(folder, "deep/c.md", "Third.")
    known = known_after(make_plan([folder], []))
    (folder / "deep").rename(folder.parent / "away")
    write(folder, "deep", "no folder")
    assert make_plan([folder], known).removed == ["c"]


def test_articles_that_are_forgotten_leave_and_the_others_stay(folder: Path) -> None:
    known = known_after(make_plan([folder], []))
    plan = forget_plan(["a"], known, (), ())
    assert plan == Plan(removed=["a"], unchanged=["b"], sources=[])
    assert forget_plan(["a", "b"], known, (), ()) == Plan(removed=["a", "b"])


def test_what_is_ignored_from_now_on_leaves(folder: Path) -> None:
    write(folder, "drafts/c.md", "Third.")
    known = known_after(make_plan([folder], []))
    write(folder, ".footnoteignore", "drafts/")
    assert make_plan([folder], known) == Plan(removed=["c"], unchanged=["a", "b"])
    patterns = Patterns(exclude=("a.md", "!drafts/"))
    plan = make_plan([folder], known, patterns=patterns)
    assert plan == Plan(removed=["a"], unchanged=["b", "c"])


def test_a_file_that_is_named_itself_is_read_whatever_ignores_it(folder: Path) -> None:
    write(folder, ".footnoteignore", "a.md")
    assert ids(make_plan([folder, folder / "a.md"], []).added) == ["a", "b"]


def test_rules_that_can_not_be_read_change_nothing_below_them(folder: Path) -> None:
    write(folder, "deep/c.md", "Third.")
    known = known_after(make_plan([folder], []))
    write(folder, "deep/.footnoteignore", "!")
    plan = make_plan([folder], known)
    assert (plan.removed, plan.unchanged) == ([], ["a", "b"])
    assert [failure.path for failure in plan.failed] == ["deep/.footnoteignore"]
