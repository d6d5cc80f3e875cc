from collections.abc import Sequence
from pathlib import Path

import pytest
from filelock import FileLock

from rag.errors import CorpusError, IndexLocked
from rag.library.letting_go import let_go
from rag.library.lock import LOCK_NAME
from rag.library.places import named
from rag.library.records import Known
from rag.sources.kept import FOLDER, Followed, KeptPage, PageStore

URL, FEED = "https://example.org/a", "https://example.org/feed"
KNOWN = [Known("a", URL, "hash"), Known("b", "/articles/b.md", "hash")]


def forget(state: Path, name: str, known: Sequence[Known]) -> list[str]:
    return let_go(state, name, known, (), lambda name: named(name, known))


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """A state folder that follows a page and a feed."""
    store = PageStore(tmp_path)
    store.keep(KeptPage(URL), b"Heide")
    store.followed = {URL: Followed(URL, "page"), FEED: Followed(FEED, "feed", links=(URL,))}
    store.save()
    return tmp_path


@pytest.mark.parametrize("name", ["a", URL, URL + "#top"])
def test_a_page_is_forgotten_by_its_id_or_address(state: Path, name: str) -> None:
    assert forget(state, name, KNOWN) == ["a"]
    store = PageStore(state)
    assert (store.present(), list(store.pages)) == ([], [URL])
    assert store.pages[URL].left == "forgotten"
    assert list(store.followed) == [FEED]
    assert list((state / FOLDER / "pages").iterdir()) == []


def test_a_feed_is_not_followed_any_more_and_its_pages_stay(state: Path) -> None:
    assert forget(state, FEED, KNOWN) == []
    store = PageStore(state)
    assert list(store.followed) == [URL]
    assert [page.url for page in store.present()] == [URL]


def test_a_page_that_never_came_is_not_followed_any_more(state: Path) -> None:
    assert forget(state, URL, KNOWN[1:]) == []
    assert list(PageStore(state).followed) == [FEED]


def test_a_page_is_forgotten_by_an_address_that_it_had_before(state: Path) -> None:
    store = PageStore(state)
    store.move(store.pages[URL], "https://example.org/b")
    store.save()
    assert forget(state, URL, [Known("a", "https://example.org/b", "hash")]) == ["a"]


def test_files_leave_what_is_followed_alone(state: Path) -> None:
    assert forget(state, "b", KNOWN) == ["b"]
    assert len(PageStore(state).followed) == 2


def test_without_the_web_nothing_is_made(tmp_path: Path) -> None:
    assert forget(tmp_path, "b", KNOWN[1:]) == ["b"]
    assert list(tmp_path.iterdir()) == []


def test_what_nobody_knows_is_an_error(state: Path, tmp_path: Path) -> None:
    for name in ("c", "https://example.org/c"):
        with pytest.raises(CorpusError, match="no article"):
            forget(state, name, KNOWN)


def test_while_another_process_fetches_nothing_is_forgotten(state: Path) -> None:
    locked = pytest.raises(IndexLocked, match=r"another process is fetching into .*: wait")
    with FileLock(state / FOLDER / LOCK_NAME), locked:
        forget(state, URL, KNOWN)
