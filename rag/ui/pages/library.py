"""The library page and the parts of it that are renewed, as HTML."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rag.core.conversation import ConversationInfo
from rag.core.corpus import SourceInfo
from rag.library.checks import Finding
from rag.library.shelf import EMPTY, Shelf
from rag.sources.detecting import BY_NAME
from rag.ui.catalogue import Wording
from rag.ui.job_board import JobState
from rag.ui.pages.room import Holding
from rag.ui.parts.listing import ShelfListing, listed
from rag.ui.parts.plot import plot_of
from rag.ui.parts.reasons import worded
from rag.ui.parts.sync import shown_sync
from rag.ui.parts.table import COLUMNS, headline, table_of
from rag.ui.parts.template import render

_FIRST = {kind: ending for ending, kind in reversed(BY_NAME.items())}
FORMATS = ", ".join(ending.removeprefix(".") for ending in reversed(_FIRST.values()))
"""How the names of files end that are read, one ending for each format."""


def library_page(
    t: Wording,
    talks: Sequence[ConversationInfo],
    held: Holding,
    shelf: Shelf | None,
    wanted: ShelfListing,
    state: JobState,
    today: date,
    local: bool,
    editor: bool = True,
) -> str:
    """Return the library page.

    Args:
        t: the texts.
        talks: the reader's conversations, newest first.
        held: what the library holds.
        shelf: its articles; None where they can't be read.
        wanted: which of them are listed.
        state: the sync that was started last.
        today: the day.
        local: whether only this machine reaches the page: then paths of it can be added.
        editor: whether the reader may change what the library holds.
    """
    articles = shelf or EMPTY
    return render(
        "library",
        title=f"{t('library')} · Footnote",
        page="library",
        talks=talks,
        words="",
        held=held,
        local=local,
        editor=editor,
        formats=FORMATS,
        sync=shown_sync(state, t),
        **_shelf_values(t, articles, wanted, today, held.note),
    )


def shelf_part(t: Wording, shelf: Shelf, wanted: ShelfListing, today: date) -> str:
    """Return plot, filters and table."""
    return render("shelf", **_shelf_values(t, shelf, wanted, today, ""))


def sync_part(t: Wording, state: JobState) -> str:
    """Return what the sync is doing."""
    return render("sync", t=t, sync=shown_sync(state, t))


def sources_part(t: Wording, sources: Sequence[SourceInfo]) -> str:
    """Return where articles come from."""
    return render("followed", t=t, sources=sources)


def findings_part(t: Wording, findings: Sequence[Finding], shelf: Shelf) -> str:
    """Return what may be wrong with the library; examples that are articles can be opened."""
    told = [replace(one, check=worded(one.check, t)) for one in findings]
    return render("findings", t=t, findings=told, articles=shelf.articles)


def _shelf_values(
    t: Wording, shelf: Shelf, wanted: ShelfListing, today: date, note: str
) -> dict[str, object]:
    found = listed(shelf, wanted)
    passing = [one.info.id for one in found]
    return {
        "t": t,
        "wanted": wanted,
        "headline": headline(shelf, t) if shelf.articles else "",
        "table": table_of(shelf, found, wanted, t),
        "columns": COLUMNS,
        "plot": plot_of(shelf, passing, wanted, t, today),
        "note": note,
    }
