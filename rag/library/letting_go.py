"""What is to be forgotten: articles by id, file or address, and what is followed on the web."""

from collections.abc import Callable, Sequence
from pathlib import Path

from rag.library.lock import writer_lock
from rag.library.records import Known, is_web
from rag.sources.addresses import canonical
from rag.sources.kept import FOLDER, PageStore


def let_go(
    state: Path, name: str, known: Sequence[Known], find: Callable[[str], list[str]]
) -> list[str]:
    """Stop following an address, keep nothing of forgotten pages, and tell which articles leave.

    A page that was forgotten is not fetched again because a feed lists it. The pages of a feed that
    is forgotten stay.

    Args:
        state: the state folder.
        name: the id of an article, the path of a file or folder, or an address.
        known: what is indexed.
        find: returns the ids of the articles that a name means, or refuses them by an error.

    Returns:
        The ids of the articles.

    Raises:
        CorpusError: when neither an article nor what is followed has this name.
        FetchError: for an address that is none.
        IndexLocked: while another process fetches.
    """
    if not (state / FOLDER).is_dir():
        return find(name)
    with writer_lock(state / FOLDER, doing="fetching into"):
        store = PageStore(state)
        name = canonical(name) if is_web(name) else name
        page = store.address_of(name)
        alone = name in store.followed and not any(old.path == page for old in known)
        removed = [] if alone else find(page)
        _unfollow(store, name, removed, known)
    return removed


def _unfollow(store: PageStore, name: str, removed: Sequence[str], known: Sequence[Known]) -> None:
    """Follow an address no more, and keep nothing of the pages whose articles leave."""
    followed = store.followed.pop(name, None)
    leave = set(removed)
    stay = {old.path for old in known if old.id not in leave}
    pages = {old.path for old in known if is_web(old.identity)} - stay
    store.leave(pages, "forgotten")
    if followed or pages:
        store.save()
        store.sweep()
