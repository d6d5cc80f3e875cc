"""Pages of the documentation, each walked through once."""

import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.docs.walk import ROOT, Step, walk
from tests.sources.following import feed, sitemap
from tests.sources.site import HOST, page, serving

NORTHVOLT = page("Northvolt", "Northvolt filed for bankruptcy in Sweden in March 2025.")


@pytest.fixture(scope="session")
def news() -> Iterator[str]:
    """The address of the site that the documentation fetches from."""
    with serving() as site:
        site.pages |= {
            "/2026/northvolt": NORTHVOLT,
            "/feed": feed("/2026/northvolt"),
            "/sitemap.xml": sitemap((site.url("/2026/northvolt"), "2026-03-01")),
        }
        yield site.address


@pytest.fixture(scope="session")
def walked(
    starter_state: Path, tmp_path_factory: pytest.TempPathFactory, news: str
) -> Callable[[str], list[Step]]:
    """Walks through a page in a folder that looks like a clone whose corpus is indexed."""

    @cache
    def steps(page: str) -> list[Step]:
        folder = tmp_path_factory.mktemp("clone")
        subprocess.run(["cp", "-r", starter_state, folder / ".rag"], check=True)
        for name in ("corpus", "eval"):
            (folder / name).symlink_to(ROOT / name)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("RAG_WEB__ALLOW_HOSTS", f'["{HOST}"]')
            patch.setenv("RAG_WEB__DELAY", "0")
            return walk(page, folder, news)

    return steps
