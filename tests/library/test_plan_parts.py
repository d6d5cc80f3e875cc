"""A file that holds several articles: each is known, changed and removed for itself."""

import json
from pathlib import Path

from rag.library.plan import make_plan
from rag.library.planned import Plan
from tests.library.plans import ids, known_after


def write_all(path: Path, *articles: tuple[str, str]) -> None:
    lines = [json.dumps({"id": name, "title": name, "text": text}) for name, text in articles]
    path.write_text("\n".join(lines))


def test_a_file_that_is_as_it_was_is_not_parsed(folder: Path) -> None:
    write_all(folder / "all.jsonl", ("one", "First text."), ("two", "Second text."))
    known = known_after(make_plan([folder], []))
    assert sorted(old.id for old in known) == ["a", "b", "one", "two"]
    assert make_plan([folder], known) == Plan(unchanged=["a", "one", "two", "b"])


def test_only_what_changed_in_a_file_is_changed(folder: Path) -> None:
    path = folder / "all.jsonl"
    write_all(path, ("one", "First text."), ("two", "Second text."), ("three", "Third text."))
    known = known_after(make_plan([folder], []))
    write_all(path, ("two", "Another text."), ("one", "First text."), ("four", "Fourth text."))
    plan = make_plan([folder], known)
    assert (ids(plan.added), ids(plan.changed)) == (["four"], ["two"])
    assert (plan.removed, sorted(plan.unchanged)) == (["three"], ["a", "b", "one"])
    assert list(plan.same) == ["one"], "the hash of its file is another one"
    assert make_plan([folder], known_after(plan, known)).empty


def test_a_file_that_is_moved_or_gone_takes_its_articles_with_it(folder: Path) -> None:
    write_all(folder / "all.jsonl", ("one", "First text."), ("two", "Second text."))
    known = known_after(make_plan([folder], []))
    (folder / "all.jsonl").rename(folder / "new.jsonl")
    plan = make_plan([folder], known)
    assert sorted(plan.moved) == ["one", "two"]
    (folder / "new.jsonl").unlink()
    assert make_plan([folder], known_after(plan, known)).removed == ["one", "two"]


def test_a_broken_file_keeps_what_it_held(folder: Path) -> None:
    write_all(folder / "all.jsonl", ("one", "First text."))
    known = known_after(make_plan([folder], []))
    (folder / "all.jsonl").write_bytes(b"\0")
    plan = make_plan([folder], known)
    assert (plan.removed, [file.path for file in plan.failed]) == ([], ["all.jsonl"])


def test_what_is_not_read_is_named(folder: Path) -> None:
    (folder / "photo.png").write_bytes(b"\x89PNG")
    assert [file.path for file in make_plan([folder], []).passed_over] == ["photo.png"]
