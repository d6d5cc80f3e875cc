import os
from pathlib import Path

import pytest

from rag.core.corpus import SourceInfo
from rag.errors import IndexLocked
from rag.library.catalog import Catalog
from rag.library.following import (
    divided,
    following,
    given_paths,
    infos,
    mend,
    opened_pages,
    remembered,
    unfollow,
)
from rag.library.lock import writer_lock
from rag.library.records import Following, Known
from rag.sources.kept import FOLDER, Followed, KeptPage, PageStore

PAGE, FEED, GONE = (f"https://example.org/{name}" for name in ("page", "feed", "gone"))
SOURCES = [
    Following(PAGE, "page"),
    Following(FEED, "feed", 20),
    Following(GONE, "gone"),
    Following("/articles"),
]
KNOWN = [Known("a", f"{PAGE}#1", "hash"), Known("b", "/articles/b.md", "other")]


def test_what_is_followed_stands_in_the_catalog(catalog: Catalog) -> None:
    for sources in (SOURCES, SOURCES[:2]):
        catalog.follow(sources)
        with catalog.view() as view:
            assert following(view) == sorted(sources, key=lambda one: one.name)
            assert given_paths(view) == [one.name for one in sources if one.kind == "path"]
    catalog.follow(())
    with catalog.view() as view:
        assert following(view) == []


def test_paths_are_there_or_not_each_once(folder: Path, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    there, absent = divided([folder, f"{folder}/../articles", str(gone)])
    assert ([Path(path).resolve() for path in there], absent) == ([folder], {str(gone.resolve())})


def test_a_path_that_is_named_is_remembered_and_one_that_is_gone_is_not(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = PageStore(tmp_path)
    (first,) = remembered([], ["articles", tmp_path / "gone"], [], store)
    assert first == Following(os.path.abspath("articles"))
    away = Following("/away")
    assert remembered([first, away], [], [], store) == [first]
    known = [Known("a", "/away/deep/a.md", "hash")]
    assert remembered([first, away], [], known, store) == [away, first], "it may come back"
    assert remembered([first, away], ["/away"], known, store) == [first], "it was named: it is gone"


def test_a_list_of_pages_that_is_lost_is_made_anew(tmp_path: Path) -> None:
    store = PageStore(tmp_path)
    assert mend(store, KNOWN, SOURCES)
    assert store.followed == {PAGE: Followed(PAGE, "page"), FEED: Followed(FEED, "feed", 20)}
    assert store.pages == {PAGE: KeptPage(PAGE, "hash"), GONE: KeptPage(GONE, left="gone")}
    store.save()
    again = PageStore(tmp_path)
    assert not mend(again, KNOWN, SOURCES)
    assert (again.pages, again.followed) == (store.pages, store.followed)
    assert remembered([], [], [], again) == SOURCES[:3], "the catalog has a copy"


def test_a_list_that_is_there_is_right_of_what_is_followed(tmp_path: Path) -> None:
    store = PageStore(tmp_path)
    store.save()
    assert mend(PageStore(tmp_path), KNOWN, SOURCES), "a page of which it knows nothing is put back"
    assert not mend(PageStore(tmp_path), [], SOURCES)


def test_nothing_is_made_where_there_is_no_web(tmp_path: Path) -> None:
    assert not mend(PageStore(tmp_path), KNOWN[1:], SOURCES[3:])
    opened_pages(tmp_path, KNOWN[1:], SOURCES[3:])
    opened_pages(tmp_path, KNOWN, SOURCES, dry_run=True)
    assert list(tmp_path.iterdir()) == []


def test_the_list_is_not_written_while_another_process_fetches(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    with writer_lock(tmp_path / FOLDER), pytest.raises(IndexLocked):
        opened_pages(tmp_path, KNOWN, SOURCES)
    assert PAGE in opened_pages(tmp_path, KNOWN, SOURCES).pages
    assert not PageStore(tmp_path).lost


def test_a_path_is_followed_no_more_with_all_below_it(folder: Path) -> None:
    sources = [Following(str(folder)), Following(str(folder / "a.md")), *SOURCES[:2]]
    after = unfollow(str(folder), sources, KNOWN)
    assert (after.dropped, after.paths) == ((str(folder), str(folder / "a.md")), ())
    after = unfollow(str(folder / "a.md"), sources, KNOWN)
    assert (after.dropped, after.paths) == ((str(folder / "a.md"),), (sources[0],))
    (warning,) = after.warnings
    assert f"it comes back with the next sync of {folder}" in warning.reason
    for name in ("", "a", PAGE):
        assert unfollow(name, sources, KNOWN).dropped == (), "an id or an address is no path"


def test_what_is_said_of_what_is_followed(folder: Path, tmp_path: Path) -> None:
    store = PageStore(tmp_path)
    store.followed = {
        FEED: Followed(FEED, "feed", 20, links=(PAGE, GONE)),
        PAGE: Followed(PAGE, "page"),
    }
    known = [*KNOWN, Known("c", str(folder / "c.md"), "hash")]
    sources = [Following("/articles"), Following(str(folder))]
    assert list(infos([str(folder)], sources, known, store)) == [
        SourceInfo(str(folder), "path", 1, True, "settings"),
        SourceInfo("/articles", "path", 1, False),
        SourceInfo(FEED, "feed", 1, limit=20),
        SourceInfo(PAGE, "page", 1),
    ]
