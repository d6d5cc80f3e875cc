import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from rag.core.corpus import SyncRow
from rag.library.catalog import Catalog
from rag.library.generations import (
    INDEX_FOLDER,
    batched,
    build,
    done_now,
    due,
    generation_folder,
    new_name,
    sweep,
)
from rag.library.index.contents import check_contents
from rag.library.index.dense import FOLDER
from rag.library.index.layers import DELTA, Layers
from rag.library.index.manifest import Manifest
from tests.library.corpus import MANIFEST, dense_ids, lexical_ids
from tests.library.entries import HEIDE, SKELL, entry, put

FIRST, SECOND, THIRD = "000001-a", "000002-b", "000003-c"
PLACES = [(start, end) for start in range(4) for end in range(6, 12)]
"""Chunks of HEIDE that lie over each other."""


def folders(state: Path) -> list[str]:
    return sorted(folder.name for folder in (state / INDEX_FOLDER).iterdir())


def test_a_generation_holds_both_indexes_and_the_manifest(tmp_path: Path, catalog: Catalog) -> None:
    entries = [entry(HEIDE, (0, 8), (9, 19)), entry(SKELL, (0, 18), key="s")]
    put(catalog, 1, *entries)
    build(tmp_path, FIRST, "", catalog, MANIFEST, lambda: entries, None)
    folder = generation_folder(tmp_path, FIRST)
    assert dense_ids(folder) == lexical_ids(folder) == ["heide:0-8", "heide:9-19", "skell:0-18"]
    assert Manifest.read(folder) == MANIFEST
    assert folders(tmp_path) == [FIRST]
    with closing(sqlite3.connect(folder / FOLDER / "chroma.sqlite3")) as database:
        assert database.execute("PRAGMA freelist_count").fetchone() == (0,)


def test_the_next_one_has_the_files_of_the_first_and_a_delta(
    tmp_path: Path, catalog: Catalog
) -> None:
    many, second = entry(HEIDE, *PLACES), entry(SKELL, (0, 18), key="s")
    put(catalog, 1, many, second)
    build(tmp_path, FIRST, "", catalog, MANIFEST, lambda: [many], None)
    before = generation_folder(tmp_path, FIRST)
    old, files = dense_ids(before), contents(before)
    build(tmp_path, SECOND, FIRST, catalog, MANIFEST, lambda: [second], [old[0]])
    folder = generation_folder(tmp_path, SECOND)
    assert dense_ids(folder) == lexical_ids(folder) == sorted([*old[1:], "skell:0-18"])
    assert Layers.read(folder) == Layers(FIRST, len(PLACES), (old[0],), ("skell:0-18",))
    assert dense_ids(before) == lexical_ids(before) == old
    assert contents(before) == files
    linked = [path for path in (before / FOLDER).rglob("*") if path.is_file()]
    assert all((folder / path.relative_to(before)).samefile(path) for path in linked)
    build(tmp_path, THIRD, SECOND, catalog, MANIFEST, lambda: [], ["skell:0-18"])
    third = generation_folder(tmp_path, THIRD)
    assert dense_ids(third) == lexical_ids(third) == old[1:]
    assert not (third / DELTA).exists()


def test_a_delta_that_has_grown_is_merged_into_a_new_base(tmp_path: Path, catalog: Catalog) -> None:
    many, second = entry(HEIDE, *PLACES), entry(SKELL, (0, 10), (11, 18), key="s")
    put(catalog, 1, many, second)
    build(tmp_path, FIRST, "", catalog, MANIFEST, lambda: [many], None)
    old = dense_ids(generation_folder(tmp_path, FIRST))
    one = replace(second, chunks=second.chunks[:1], vector_keys=second.vector_keys[:1])
    build(tmp_path, SECOND, FIRST, catalog, MANIFEST, lambda: [one], [old[0]])
    rest = replace(second, chunks=second.chunks[1:], vector_keys=second.vector_keys[1:])
    build(tmp_path, THIRD, SECOND, catalog, MANIFEST, lambda: [rest], [old[1]])
    folder = generation_folder(tmp_path, THIRD)
    expected = sorted([*old[2:], "skell:0-10", "skell:11-18"])
    assert dense_ids(folder) == lexical_ids(folder) == expected
    assert Layers.read(folder) == Layers(THIRD, len(expected))
    assert not (folder / DELTA).exists()
    check_contents(folder)


def contents(folder: Path) -> dict[str, bytes]:
    """Return what is in every file, locks aside."""
    paths = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def test_no_two_folders_have_one_name() -> None:
    first, second = new_name(1), new_name(1)
    assert first != second
    assert re.fullmatch(r"000001-[0-9a-f]{8}", first)


def test_all_but_the_last_two_are_swept_away(tmp_path: Path) -> None:
    for name in ("3.staging", "000001", "000002", "000003"):
        (tmp_path / INDEX_FOLDER / name / "chroma").mkdir(parents=True)
    sweep(tmp_path, ("000003", "000002"))
    assert folders(tmp_path) == ["000002", "000003"]


def test_batches_hold_everything_in_order() -> None:
    assert list(batched(range(5), 2)) == [[0, 1], [2, 3], [4]]
    assert list(batched([], 2)) == []


def test_chunks_come_in_order_and_the_last_one_ends_its_article() -> None:
    entries = [entry(HEIDE, (0, 8), (9, 19)), entry(SKELL, (0, 18), key="s")]
    chunks = list(due(entries, "indexed"))
    assert [(one.chunk.id, one.key) for one in chunks] == [
        ("heide:0-8", "k0"),
        ("heide:9-19", "k9"),
        ("skell:0-18", "s0"),
    ]
    assert done_now(chunks[:1]) == ()
    assert done_now(chunks) == tuple(
        SyncRow("indexed", f"{name}.md", name) for name in ("heide", "skell")
    )
