"""The clippings page: the quotes that a reader collected."""

from rag.library.kept import Kept
from rag.ui.catalogue import Wording
from rag.ui.pages.room import Holding
from rag.ui.parts.template import render


def clippings_page(t: Wording, kept: Kept | None, owner: str, held: Holding) -> str:
    """Return the page.

    Args:
        t: the texts.
        kept: what is kept; None where nothing can be, as nothing is indexed.
        owner: whose clippings are shown; empty for who has none yet.
        held: what the library holds.
    """
    return render(
        "clippings",
        t=t,
        title=f"{t('clippings')} · Footnote",
        page="clippings",
        talks=kept.conversations.find(owner) if kept and owner else [],
        words="",
        held=held,
        clippings=kept.clippings.all(owner) if kept and owner else [],
        on_disk=kept is None or kept.on_disk,
    )
