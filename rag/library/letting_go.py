"""What is to be forgotten: articles by id, file or address, and what is followed on the web."""

from collections.abc import Sequence
from pathlib import Path

from rag.library.lock import writer_lock
from rag.library.places import named
from rag.library.records import Known, is_web
from rag.sources.addresses import canonical
from rag.sources.kept import FOLDER, PageStore


def let_go(state: Path, name: str, known: Sequence[Known]) -> list[str]:
    """Stop following an address, keep nothing of forgotten pages, and tell which articles leave.

    A page that was forgotten is not fetched again because a feed lists it. The pages of a feed that
    is forgotten stay.

    Args:
        state: the state folder.
        name: the id of an article, the path of a file or folder, or an address.
        known: what is indexed.

    Returns:
        The ids of the articles.

    Raises:
        CorpusError: when neither an article nor what is followed has this name.
        FetchError: for an address that is none.
        IndexLocked: while another process fetches.
    """
    if not (state / FOLDER).is_dir():
        return named(name, known)
    with writer_lock(state / FOLDER, doing="fetching into"):
        return _unfollow(PageStore(state), name, known)


def _unfollow(store: PageStore, name: str, known: Sequence[Known]) -> list[str]:
    name = canonical(name) if is_web(name) else name
    followed = store.followed.pop(name, None)
    page = store.address_of(name)
    alone = followed and not any(old.path == page for old in known)
    removed = [] if alone else named(page, known)
    stay = {old.path for old in known if old.id not in removed}
    pages = {old.path for old in known if is_web(old.identity)} - stay
    store.leave(pages, "forgotten")
    if followed or pages:
        store.save()
        store.sweep()
    return removed
