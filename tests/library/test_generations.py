import re
from pathlib import Path

from rag.library.catalog import Catalog
from rag.library.generations import (
    INDEX_FOLDER,
    batched,
    build,
    generation_folder,
    keyed,
    new_name,
    sweep,
)
from rag.library.index.manifest import Manifest
from tests.library.corpus import MANIFEST, dense_ids, lexical_ids
from tests.library.entries import HEIDE, SKELL, entry, put

FIRST, SECOND = "000001-a", "000002-b"


def folders(state: Path) -> list[str]:
    return sorted(folder.name for folder in (state / INDEX_FOLDER).iterdir())


def test_a_generation_holds_both_indexes_and_the_manifest(tmp_path: Path, catalog: Catalog) -> None:
    entries = [entry(HEIDE, (0, 8), (9, 19)), entry(SKELL, (0, 18), key="s")]
    put(catalog, 1, *entries)
    build(tmp_path, FIRST, "", catalog, MANIFEST, entries, None)
    folder = generation_folder(tmp_path, FIRST)
    assert dense_ids(folder) == lexical_ids(folder) == ["heide:0-8", "heide:9-19", "skell:0-18"]
    assert Manifest.read(folder) == MANIFEST
    assert folders(tmp_path) == [FIRST]


def test_the_next_one_is_a_copy_without_what_is_stale(tmp_path: Path, catalog: Catalog) -> None:
    first, second = entry(HEIDE, (0, 8), (9, 19)), entry(SKELL, (0, 18), key="s")
    put(catalog, 1, first, second)
    build(tmp_path, FIRST, "", catalog, MANIFEST, [first], None)
    build(tmp_path, SECOND, FIRST, catalog, MANIFEST, [second], ["heide:9-19"])
    folder = generation_folder(tmp_path, SECOND)
    assert dense_ids(folder) == lexical_ids(folder) == ["heide:0-8", "skell:0-18"]
    before = generation_folder(tmp_path, FIRST)
    assert dense_ids(before) == lexical_ids(before) == ["heide:0-8", "heide:9-19"]


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


def test_chunks_come_with_the_keys_of_their_vectors() -> None:
    given = entry(HEIDE, (0, 8), (9, 19))
    assert [(chunk.id, key) for chunk, key in keyed(given)] == [
        ("heide:0-8", "k0"),
        ("heide:9-19", "k9"),
    ]
