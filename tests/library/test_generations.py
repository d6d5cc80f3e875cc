from pathlib import Path

from rag.library.catalog import Catalog
from rag.library.generations import (
    INDEX_FOLDER,
    batched,
    build,
    generation_folder,
    keyed,
    sweep,
)
from rag.library.index.manifest import Manifest
from tests.library.corpus import MANIFEST, dense_ids, lexical_ids
from tests.library.entries import HEIDE, SKELL, entry, put


def folders(state: Path) -> list[str]:
    return sorted(folder.name for folder in (state / INDEX_FOLDER).iterdir())


def test_a_generation_holds_both_indexes_and_the_manifest(tmp_path: Path, catalog: Catalog) -> None:
    entries = [entry(HEIDE, (0, 8), (9, 19)), entry(SKELL, (0, 18), key="s")]
    put(catalog, 1, *entries)
    build(tmp_path, 1, catalog, MANIFEST, entries, None)
    folder = generation_folder(tmp_path, 1)
    assert dense_ids(folder) == lexical_ids(folder) == ["heide:0-8", "heide:9-19", "skell:0-18"]
    assert Manifest.read(folder) == MANIFEST
    assert folders(tmp_path) == ["000001"]


def test_the_next_one_is_a_copy_without_what_is_stale(tmp_path: Path, catalog: Catalog) -> None:
    first, second = entry(HEIDE, (0, 8), (9, 19)), entry(SKELL, (0, 18), key="s")
    put(catalog, 1, first, second)
    build(tmp_path, 1, catalog, MANIFEST, [first], None)
    build(tmp_path, 2, catalog, MANIFEST, [second], ["heide:9-19"])
    folder = generation_folder(tmp_path, 2)
    assert dense_ids(folder) == lexical_ids(folder) == ["heide:0-8", "skell:0-18"]
    before = generation_folder(tmp_path, 1)
    assert dense_ids(before) == lexical_ids(before) == ["heide:0-8", "heide:9-19"]


def test_what_a_killed_sync_left_is_built_anew(tmp_path: Path, catalog: Catalog) -> None:
    given = entry(HEIDE, (0, 8))
    put(catalog, 1, given)
    for name in ("staging", "000001"):
        (tmp_path / INDEX_FOLDER / name / "half").mkdir(parents=True)
    build(tmp_path, 1, catalog, MANIFEST, [given], None)
    assert folders(tmp_path) == ["000001"]
    assert not (generation_folder(tmp_path, 1) / "half").exists()


def test_all_but_the_last_two_are_swept_away(tmp_path: Path) -> None:
    for name in ("staging", "000001", "000002", "000003"):
        (tmp_path / INDEX_FOLDER / name / "chroma").mkdir(parents=True)
    sweep(tmp_path, 3)
    assert folders(tmp_path) == ["000002", "000003"]


def test_batches_hold_everything_in_order() -> None:
    assert list(batched(range(5), 2)) == [[0, 1], [2, 3], [4]]
    assert list(batched([], 2)) == []


def test_chunks_come_with_the_keys_of_their_vectors() -> None:
    given = entry(HEIDE, (0, 8), (9, 19))
    assert [(chunk.id, key) for chunk, key in keyed(given)] == [
        ("heide:0-8", "k0"),
        ("heide:9-19", "k9"),
    ]
