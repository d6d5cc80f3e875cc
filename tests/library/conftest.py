from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.library.catalog import FILE_NAME, Catalog
from rag.models.embedding import Embedder
from tests.library.corpus import Corpus
from tests.library.plans import write


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    """A catalog in which nothing was indexed yet."""
    catalog = Catalog(tmp_path / FILE_NAME)
    yield catalog
    catalog.close()


@pytest.fixture
def corpus(tmp_path: Path, embedder: Embedder) -> Iterator[Corpus]:
    """A corpus of three small articles, not indexed yet."""
    folder, state = tmp_path / "articles", tmp_path / "state"
    folder.mkdir()
    state.mkdir()
    catalog = Catalog(state / FILE_NAME)
    corpus = Corpus(folder, state, catalog, lambda: embedder)
    corpus.write(
        one="The plant in Heide was planned. " * 8,
        two="Skellefteå closed in 2025. It was large.",
        three="🔋 Solid state.",
    )
    yield corpus
    catalog.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two files, a.md and b.md."""
    folder = tmp_path.resolve() / "articles"
    folder.mkdir()
    write(folder, "a.md", "First.")
    write(folder, "b.md", "Second.")
    return folder
