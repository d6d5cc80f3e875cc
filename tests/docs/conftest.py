"""Pages of the documentation, each walked through once."""

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.docs.walk import ROOT, Step, walk


@pytest.fixture(scope="session")
def walked(
    starter_state: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], list[Step]]:
    """Walks through a page in a folder that looks like a clone whose corpus is indexed."""

    @cache
    def steps(page: str) -> list[Step]:
        folder = tmp_path_factory.mktemp("clone")
        shutil.copytree(starter_state, folder / ".rag")
        for name in ("corpus", "eval"):
            (folder / name).symlink_to(ROOT / name)
        return walk(page, folder)

    return steps
