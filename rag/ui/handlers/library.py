"""The library as its page needs it: what is there, and what may be wrong with it."""

from datetime import UTC, datetime

from rag.errors import IndexMissing
from rag.keeping import doctor
from rag.library.checks import Finding
from rag.library.shelf import EMPTY, Shelf
from rag.settings import Settings
from rag.ui.session import LibraryProvider


def shelf_of(library: LibraryProvider) -> Shelf:
    """Return the articles of the library; none where nothing was indexed yet.

    Raises:
        RagError: when it can't be read.
    """
    try:
        return library().shelf()
    except IndexMissing:
        return EMPTY


def findings(settings: Settings) -> list[Finding]:
    """Return what is wrong with the library, or may be.

    Raises:
        RagError: when it can't be read.
    """
    return doctor(today=datetime.now(UTC).date(), settings=settings)
