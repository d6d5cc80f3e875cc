"""A folder of small articles that an app follows, and the end of what it does with them."""

import threading
import time
from pathlib import Path

from rag.settings import CorpusSettings, Settings
from rag.ui.job_board import JobState
from rag.ui.library_job import LibraryJob
from rag.wiring import open_library

PATIENCE = 60
"""Seconds; a sync of a few files takes one."""

TOWNS = ("heide", "herne", "hof", "halle", "hagen", "hamm", "husum")


def followed_folder(tmp_path: Path, count: int = 2) -> tuple[Path, Settings]:
    """Return a folder with so many articles, and settings that follow it; nothing is indexed."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number, town in enumerate(TOWNS[:count]):
        text = f"The plant in {town.title()} opened in {2000 + number}."
        (folder / f"{town}.md").write_text(text)
    corpus = CorpusSettings(paths=(str(folder),))
    return folder, Settings(state_dir=tmp_path / "state", corpus=corpus)


def ids(settings: Settings) -> list[str]:
    """Return the ids of what is indexed."""
    library = open_library(settings=settings)
    try:
        return [info.id for info in library.articles()]
    finally:
        library.close()


def ended(job: LibraryJob) -> JobState:
    """Return how a job stands as soon as it has ended."""
    last = time.monotonic() + PATIENCE
    while job.running:
        assert time.monotonic() < last, "the job did not end"
        threading.Event().wait(0.005)
    return job.state
