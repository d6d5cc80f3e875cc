"""What is to be forgotten: articles by id, file or address, and what is followed on the web."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from rag.library.following import mend
from rag.library.lock import writer_lock
from rag.library.records import Following, Known, is_web
from rag.sources.addresses import canonical
from rag.sources.kept import FOLDER, PageStore


def let_go(
    state: Path,
    name: str,
    known: Sequence[Known],
    sources: Iterable[Following],
    find: Callable[[str], list[str]],
) -> list[str]:
    """Stop following an address, keep nothing of forgotten pages, and tell which articles leave.

    A page that was forgotten is not fetched again because a feed lists it. The pages of a feed that
    is forgotten stay.

    Args:
        state: the state folder.
        name: the id of an article, the path of a file or folder, or an address.
        known: what is indexed.
        sources: what is followed.
        find: returns the ids of the articles that a name means, or refuses them by an error.

    Returns:
        The ids of the articles.

    Raises:
        CorpusError: when neither an article nor what is followed has this name.
        FetchError: for an address that is none.
        IndexLocked: while another process fetches.
    """
    folder, sources = state / FOLDER, list(sources)
    if not (folder.is_dir() or mend(PageStore(state), known, sources)):
        return find(name)
    folder.mkdir(exist_ok=True)
    with writer_lock(folder, doing="fetching into"):
        store = PageStore(state)
        mend(store, known, sources)
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
