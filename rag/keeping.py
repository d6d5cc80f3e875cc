"""Look after a library: is it in order, and how it is carried to another place."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rag.core.corpus import SyncReport
from rag.library.records import Progress, no_progress, telling
from rag.settings import Settings, load_settings
from rag.wiring import indexed_state, made_state, opened_syncer

if TYPE_CHECKING:
    from rag.library.checks import Finding


def doctor(
    state_dir: str | Path | None = None,
    *,
    repair: bool = False,
    today: date | None = None,
    settings: Settings | None = None,
) -> "list[Finding]":
    """Look for what is wrong with an index and its articles.

    Args:
        state_dir: the folder of the index; by default that of the settings (``.rag``).
        repair: build both indexes anew from the catalog where they are broken.
        today: a later day of publication is impossible; by default today.
        settings: the settings in force; by default those of the environment and rag.toml.

    Returns:
        What was found, after the repair where there was one.

    Raises:
        IndexMissing: when nothing was indexed there.
        IndexBroken: when the catalog can't be read; nothing can be rebuilt from it.

    >>> import tempfile, rag
    >>> state = tempfile.mkdtemp()
    >>> _ = rag.index(rag.Article("Cells are made in Heide.", title="Heide"), state)
    >>> [finding.check for finding in rag.doctor(state)]
    ['no date of publication']
    """
    from rag.library.doctor import examine

    settings = settings or load_settings(state_dir=state_dir)
    state, today = indexed_state(state_dir, settings), today or date.today()
    with opened_syncer(state, settings) as syncer:
        found = examine(state, syncer.catalog, today)
        if repair and any(one.broken for one in found):
            syncer.sync([], rebuild=True)
            found = examine(state, syncer.catalog, today)
        return found


def export_library(
    file: str | Path, state_dir: str | Path | None = None, *, settings: Settings | None = None
) -> dict[str, int]:
    """Write articles, their earlier versions and feedback into one portable file.

    There are no vectors in it. The file appears when it is whole.

    Args:
        file: where to; there must be nothing yet.
        state_dir: the folder of the index; by default that of the settings (``.rag``).
        settings: the settings in force; by default those of the environment and rag.toml.

    Returns:
        How many articles, versions and remarks were written, by these words.

    Raises:
        DataError: when there is something with this name already, or too much for one file.
        IndexMissing: when nothing was indexed there.
        IndexBroken: when the catalog can't be read.
    """
    from rag.library.portable import write_library

    settings = settings or load_settings(state_dir=state_dir)
    with (
        opened_syncer(indexed_state(state_dir, settings), settings) as syncer,
        syncer.catalog.view() as view,
    ):
        return write_library(view, Path(file).expanduser())


def import_library(
    file: str | Path,
    state_dir: str | Path | None = None,
    *,
    progress: Progress = no_progress,
    settings: Settings | None = None,
) -> SyncReport:
    """Take what `export_library` wrote into an index, made where it is missing.

    Articles that are there already stay as they are. The imported ones count as made in memory: no
    sync of files takes them out.

    Args:
        file: the portable file.
        state_dir: the folder of the index; by default that of the settings (``.rag``).
        progress: called with how many are done, how many there are, and what is done: "reading"
            files, "embedding" or "indexing" chunks.
        settings: the settings in force; by default those of the environment and rag.toml.

    Returns:
        What was added and left; a warning for each article whose id another one has.

    Raises:
        DataError: when the file is not exactly as it was written.
        IndexLocked, IndexStale, IndexBroken, ModelUnavailable: see `rag.errors`.

    >>> import tempfile, rag
    >>> first, second = tempfile.mkdtemp(), tempfile.mkdtemp()
    >>> _ = rag.index(rag.Article("Cells are made in Heide.", title="Heide"), first)
    >>> rag.export_library(f"{first}/heide.footnote", first)["articles"]
    1
    >>> rag.import_library(f"{first}/heide.footnote", second).added
    ('heide',)
    """
    from rag.library.portable import read_library

    settings = settings or load_settings(state_dir=state_dir)
    portable = read_library(Path(file).expanduser())
    with opened_syncer(made_state(state_dir, settings), settings, telling(progress)) as syncer:
        return syncer.adopt(portable)
