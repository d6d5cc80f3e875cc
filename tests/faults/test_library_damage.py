"""Faults found by attack, by their numbers: a catalog with bytes flipped anywhere."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rag.errors import IndexBroken
from rag.library.catalog import FILE_NAME, Catalog
from rag.library.library import Library
from rag.library.sync import Syncer
from tests.library.corpus import MANIFEST
from tests.library.small_embedder import SmallEmbedder

ARTICLE = "---\ntopics: [a, b]\npublished: 2025-01-0{day}\n---\nArticle {number} on cells. {more}"
HEADER = 100
"""Where SQLite's own header ends."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of forty articles, which are indexed in a state folder beside it."""
    parent = tmp_path_factory.mktemp("made")
    (parent / "articles").mkdir()
    (parent / "state").mkdir()
    for number in range(40):
        text = ARTICLE.format(day=number % 9 + 1, number=number, more="More text here. " * 20)
        (parent / "articles" / f"{number}.md").write_text(text)
    sync(parent / "articles", parent / "state")
    return parent


def sync(folder: Path, state: Path) -> None:
    catalog = Catalog(state / FILE_NAME)
    try:
        Syncer(state, catalog, MANIFEST, SmallEmbedder).sync([folder])
    finally:
        catalog.close()


def read_all(state: Path) -> None:
    library = Library(state, MANIFEST)
    try:
        library.check()
        with library.snapshot() as snapshot:
            ids = [info.id for info in snapshot.view.infos()]
            snapshot.view.chunks(snapshot.view.chunk_ids(ids))
        for name in ids:
            library.article(name)
        assert library.facts().articles == len(list(library.texts()))
    finally:
        library.close()


def outcome_of(use: Callable[..., None], *arguments: Path) -> str:
    try:
        use(*arguments)
    except IndexBroken as error:
        return str(error)
    return ""


@pytest.mark.parametrize("flips", [5, 20, 200, 2_000])
@pytest.mark.parametrize("seed", range(5))
def test_f12_a_catalog_with_flipped_bytes_works_or_says_how_to_start_anew(
    made: Path, tmp_path: Path, flips: int, seed: int
) -> None:
    state = tmp_path / "state"
    shutil.copytree(made / "state", state)
    path, chance = state / FILE_NAME, random.Random(seed)
    data = bytearray(path.read_bytes())
    for _ in range(flips):
        data[chance.randrange(HEADER, len(data))] = chance.randrange(256)
    path.write_bytes(data)
    for outcome in (
        outcome_of(read_all, state),
        outcome_of(sync, made / "articles", state),
        outcome_of(read_all, state),
    ):
        assert not outcome or "move the state folder away and run `rag index PATH`" in outcome
        assert "\n" not in outcome
        assert len(outcome) < 500
