from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from rag.core.article import Article
from rag.errors import IndexBroken
from rag.library.catalog import FILE_NAME, Catalog
from rag.library.lock import LOCK_NAME
from rag.library.records import Known, Move, Source, digest
from tests.library.entries import HEIDE, SKELL, VECTORS, entry, put


def test_going_back_to_an_old_text_keeps_each_text_once(catalog: Catalog) -> None:
    edited = Article("Heide was cancelled.", "Heide", "heide")
    for generation, article in enumerate([HEIDE, edited, HEIDE, edited], start=1):
        put(catalog, generation, entry(article, (0, 5), key=article.sha256))
    with catalog.view() as view:
        assert view.generation == 4
        kept = view.version("heide", HEIDE.sha256)
    assert kept
    assert kept.text == HEIDE.text


def test_a_moved_article_keeps_its_text_and_chunks(catalog: Catalog) -> None:
    put(catalog, 1, entry(HEIDE, (0, 8)))
    put(catalog, 2, moved={"heide": Move(Source("/new.md", "new.md", "any"), "The Paper")})
    with catalog.view() as view:
        assert view.known() == [Known("heide", "/new.md", "any", digest(HEIDE))]
        article = view.article("heide")
        assert article
        assert (article.outlet, article.text) == ("The Paper", HEIDE.text)
        assert view.chunk_ids(["heide"]) == ["heide:0-8"]


def test_vectors_that_nothing_uses_leave_with_the_switch(catalog: Catalog) -> None:
    put(catalog, 1, entry(HEIDE, (0, 8)))
    catalog.add_vectors({"left over": VECTORS})
    catalog.add_vectors({})
    with catalog.view() as view:
        stored = view.vectors(["left over", "k0", "unknown"])
    dense = np.arange(4, dtype=np.float32).tobytes()
    assert stored == {"left over": dense, "k0": dense}
    put(catalog, 2, entry(SKELL, (0, 18), key="s"), remove=["heide"])
    with catalog.view() as view:
        assert view.vectors(["left over", "k0", "s0"]) == {"s0": dense}


def test_a_switch_that_fails_changes_nothing(catalog: Catalog) -> None:
    put(catalog, 1, entry(HEIDE, (0, 8)))
    twice = entry(SKELL, (0, 18), key="s")
    catalog.add_vectors({"s0": VECTORS})
    with pytest.raises(IndexBroken, match="UNIQUE constraint failed"):
        catalog.switch(2, [twice, twice], ["heide"], {})
    with catalog.view() as view:
        assert view.generation == 1
        assert view.article("heide") == HEIDE


def test_mark_synced_notes_the_time_alone(catalog: Catalog) -> None:
    put(catalog, 1, entry(HEIDE, (0, 8)))
    catalog.note(synced="")
    catalog.mark_synced()
    with catalog.view() as view:
        assert view.generation == 1
        assert view.facts().synced is not None


def test_a_note_is_kept_under_its_key_and_replaces_the_one_before(catalog: Catalog) -> None:
    catalog.note(suggestions="[]", other="1")
    catalog.note(suggestions='["“Why?”"]')
    with catalog.view() as view:
        assert (view.meta("suggestions"), view.meta("other")) == ('["“Why?”"]', "1")


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("not a database, but long enough to be read as one" * 100)
    message = r"catalog .*catalog\.db: file is not a database; move the state folder away"
    with pytest.raises(IndexBroken, match=message):
        Catalog(tmp_path / FILE_NAME)


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    message = "unable to open database file; check that its folder can be written"
    with pytest.raises(IndexBroken, match=message):
        Catalog(tmp_path / "nowhere" / FILE_NAME)


def test_a_catalog_by_url(tmp_path: Path) -> None:
    catalog = Catalog(f"sqlite:///{tmp_path / 'other.db'}")
    with catalog.view() as view:
        assert view.generation == 0
    catalog.close()


def test_feedback_is_kept_in_order_whatever_is_synced(catalog: Catalog) -> None:
    catalog.add_feedback('{"first": "“1”"}')
    put(catalog, 1, entry(HEIDE, (0, 8)))
    catalog.add_feedback("{}")
    put(catalog, 2, remove=["heide"])
    with catalog.view() as view:
        assert view.feedback() == [(1, '{"first": "“1”"}'), (2, "{}")]


def test_feedback_is_added_while_another_process_syncs(tmp_path: Path, catalog: Catalog) -> None:
    with FileLock(tmp_path / LOCK_NAME), catalog.view() as syncing:
        assert syncing.generation == 0
        other = Catalog(tmp_path / FILE_NAME)
        other.add_feedback("{}")
        other.close()
        put(catalog, 1, entry(HEIDE, (0, 8)))
    with catalog.view() as view:
        assert (view.generation, view.feedback()) == (1, [(1, "{}")])
