from pathlib import Path

from rag.library.catalog import Catalog
from rag.library.generations import INDEX_FOLDER, generation_folder
from rag.library.planned import Plan
from rag.library.records import Move, Source, no_tell
from rag.library.staging import stage
from tests.library.corpus import MANIFEST, dense_ids, lexical_ids
from tests.library.entries import HEIDE, SKELL, UNDATED, entry, put


def test_what_moved_to_another_outlet_is_indexed_again_beside_what_is_new(
    tmp_path: Path, catalog: Catalog
) -> None:
    empty = stage(tmp_path, catalog, MANIFEST, Plan(), [], no_tell, copy=False)
    entries = [
        entry(HEIDE, (0, 8)),
        entry(SKELL, (0, 18), key="s"),
        entry(UNDATED, (0, 18), key="u"),
    ]
    put(catalog, 1, *entries)
    first = stage(tmp_path, catalog, MANIFEST, Plan(), entries, no_tell, copy=False)
    catalog.note(index=first)
    plan = Plan(removed=["undated"])
    plan.moved["heide"] = Move(Source("/moved.md", "moved.md", "hash of heide"), "Elsewhere")
    skell = entry(SKELL, (0, 10), key="s")
    second = stage(tmp_path, catalog, MANIFEST, plan, [skell], no_tell, copy=True)
    folder = generation_folder(tmp_path, second)
    assert dense_ids(folder) == lexical_ids(folder) == ["heide:0-8", "skell:0-10"]
    before = generation_folder(tmp_path, first)
    assert dense_ids(before) == ["heide:0-8", "skell:0-18", "undated:0-18"]
    names = {path.name for path in (tmp_path / INDEX_FOLDER).iterdir()}
    assert {empty, first, second} == names
    assert [name.partition("-")[0] for name in (empty, second)] == ["000001", "000002"]
