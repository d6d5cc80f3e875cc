import re
from datetime import date

import pytest

from rag.article import Article
from rag.errors import CorpusError
from rag.indexing.plan import Plan, make_plan
from rag.report import Failure
from rag.schema import Known


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path.resolve() / "articles"
    folder.mkdir()
    write(folder, "a.md", "First.")
    write(folder, "b.md", "Second.")
    return folder


def write(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def known_after(plan, before=()):
    """Return what the catalog knows once a plan was carried out."""
    new = {article.id: Known(article.id, identity, digest) for article, identity, digest in [*plan.added, *plan.changed]}
    old = {one.id: one for one in before if one.id not in plan.removed}
    for name, (identity, _) in plan.moved.items():
        old[name] = Known(name, identity, old[name].content_sha256)
    return list((old | new).values())


def ids(entries):
    return [article.id for article, *_ in entries]


def test_everything_is_new_at_first(folder):
    plan = make_plan([folder], [])
    assert ids(plan.added) == ["a", "b"]
    assert [identity for _, identity, _ in plan.added] == [str(folder / "a.md"), str(folder / "b.md")]
    assert not plan.empty


def test_nothing_to_do_the_second_time(folder):
    known = known_after(make_plan([folder], []))
    plan = make_plan([folder], known)
    assert plan == Plan(unchanged=["a", "b"])
    assert plan.empty


def test_changed_keeps_its_id(folder):
    known = known_after(make_plan([folder], []))
    write(folder, "a.md", "First, edited.")
    plan = make_plan([folder], known)
    assert [(article.id, article.text) for article, *_ in plan.changed] == [("a", "First, edited.")]
    assert (plan.unchanged, plan.added, plan.removed) == (["b"], [], [])


def test_moved_is_recognised_by_its_content(folder):
    known = known_after(make_plan([folder], []))
    (folder / "deep").mkdir()
    (folder / "a.md").rename(folder / "deep" / "c.md")
    plan = make_plan([folder], known)
    assert plan == Plan(moved={"a": (str(folder / "deep" / "c.md"), "deep/c.md")}, unchanged=["b"])


def test_a_copy_is_a_new_article_not_a_move(folder):
    known = known_after(make_plan([folder], []))
    write(folder, "copy.md", "First.")
    plan = make_plan([folder], known)
    assert (ids(plan.added), plan.moved, plan.unchanged) == (["copy"], {}, ["a", "b"])


def test_of_two_copies_of_a_moved_file_one_is_the_move(folder):
    known = known_after(make_plan([folder], []))
    (folder / "a.md").rename(folder / "c.md")
    write(folder, "d.md", "First.")
    plan = make_plan([folder], known)
    assert (list(plan.moved), ids(plan.added), plan.removed) == (["a"], ["d"], [])


def test_two_files_that_change_places(folder):
    known = known_after(make_plan([folder], []))
    write(folder, "a.md", "Second.")
    write(folder, "b.md", "First.")
    plan = make_plan([folder], known)
    assert {article.id: article.text for article, *_ in plan.changed} == {"a": "Second.", "b": "First."}


def test_removed_leaves_only_below_the_folders_named(folder):
    write(folder, "deep/c.md", "Third.")
    known = known_after(make_plan([folder], []))
    (folder / "a.md").unlink()
    assert make_plan([folder / "deep"], known) == Plan(unchanged=["c"])
    assert make_plan([folder], known) == Plan(removed=["a"], unchanged=["b", "c"])


def test_a_whole_folder_that_is_gone(folder):
    write(folder, "deep/er/c.md", "Third.")
    known = known_after(make_plan([folder], []))
    (folder / "deep/er/c.md").unlink()
    (folder / "deep/er").rmdir()
    assert make_plan([folder], known).removed == ["c"]


def test_two_files_with_one_name_get_two_ids(folder):
    write(folder, "deep/a.md", "Third.")
    first, second, third = ids(make_plan([folder], []).added)
    assert (first, second) == ("a", "b")
    assert re.fullmatch(r"a-[0-9a-f]{6}", third)
    assert ids(make_plan([folder], []).added) == [first, second, third]


def test_a_file_that_can_not_be_read_any_more_stays_indexed(folder):
    known = known_after(make_plan([folder], []))
    (folder / "a.md").write_bytes(b"\x00")
    plan = make_plan([folder], known)
    assert plan == Plan(unchanged=["b"], failed=[Failure("a.md", "binary file: only text is read")])


def test_a_file_that_became_a_link_out_of_the_folder_stays_indexed(folder):
    known = known_after(make_plan([folder], []))
    target = write(folder.parent, "elsewhere.md", "First.")
    (folder / "a.md").unlink()
    (folder / "a.md").symlink_to(target)
    plan = make_plan([folder], known)
    assert plan.failed == [Failure("a.md", "symlink that leaves the folder")]
    assert plan.removed == []


def test_failures_are_sorted_by_path(folder):
    for name in ("z.md", "c.md"):
        (folder / name).write_bytes(b"")
    (folder / "k.md").symlink_to(folder / "k.md")
    assert [failure.path for failure in make_plan([folder], []).failed] == ["c.md", "k.md", "z.md"]


def test_an_empty_folder_is_an_error_that_says_what_to_do(folder):
    known = known_after(make_plan([folder], []))
    for name in ("a.md", "b.md"):
        (folder / name).unlink()
    with pytest.raises(CorpusError, match=r"no articles in .*articles: put \.txt or \.md files there"):
        make_plan([folder], known)


def test_a_folder_of_failures_only_is_not_empty(tmp_path):
    (tmp_path / "a.md").write_bytes(b"")
    assert make_plan([tmp_path], []).failed == [Failure("a.md", "empty file")]


def test_articles_in_memory():
    one, two = Article("One.", id="one"), Article("Two.", id="two")
    known = known_after(make_plan([one, two], []))
    assert [old.identity for old in known] == ["memory:one", "memory:two"]
    assert make_plan([one], known) == Plan(unchanged=["one"])
    assert ids(make_plan([Article("One, edited.", id="one")], known).changed) == ["one"]
    assert ids(make_plan([Article("One.", id="one", published=date(2025, 1, 1))], known).changed) == ["one"]


def test_articles_in_memory_and_files_do_not_move_into_each_other(folder):
    known = known_after(make_plan([Article("First.", id="memo"), folder], []))
    plan = make_plan([folder], known)
    assert (plan.unchanged, plan.removed) == (["a", "b"], [])


def test_a_file_that_can_not_be_looked_at_is_not_taken_for_gone(folder):
    write(folder, "deep/c.md", "Third.")
    known = known_after(make_plan([folder], []))
    (folder / "deep").rename(folder.parent / "away")
    (folder / "deep").symlink_to(folder / "deep")
    assert make_plan([folder], known).removed == []


def test_a_folder_that_became_a_file(folder):
    write(folder, "deep/c.md", "Third.")
    known = known_after(make_plan([folder], []))
    (folder / "deep").rename(folder.parent / "away")
    write(folder, "deep", "no folder")
    assert make_plan([folder], known).removed == ["c"]
