"""A small index, as the timings take it apart."""

import pytest

import rag
from eval.speed.sizes import Stored, read_stored
from eval.suites.speed import write_sources
from tests.eval.speed.samples import DOCUMENTS


@pytest.fixture(scope="session")
def stored(tmp_path_factory: pytest.TempPathFactory) -> list[Stored]:
    folder = tmp_path_factory.mktemp("speed")
    write_sources(DOCUMENTS, folder)
    rag.index(folder / "articles", folder / "state")
    return read_stored(folder / "state")
