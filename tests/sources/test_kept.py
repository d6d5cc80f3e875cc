import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rag.errors import IndexBroken, TryAgain
from rag.sources.kept import Followed, KeptPage, PageStore

URL = "https://example.org/news/a"


def kept(state: Path, **fields: str) -> tuple[PageStore, KeptPage]:
    store = PageStore(state)
    page = store.keep(KeptPage(URL, content_type="text/plain", **fields), b"Heide")
    store.followed[URL] = Followed(URL, "page")
    store.save()
    return store, page


def test_an_empty_folder_is_an_empty_store_and_stays_empty(tmp_path: Path) -> None:
    store = PageStore(tmp_path)
    assert (store.pages, store.followed, store.present()) == ({}, {}, [])
    assert list(tmp_path.iterdir()) == []


def test_what_is_kept_is_there_later(tmp_path: Path) -> None:
    store, page = kept(tmp_path, etag='"1"', fetched="2026-03-01")
    store.alone["example.org"] = datetime(2026, 3, 1, 8, tzinfo=UTC)
    store.save()
    again = PageStore(tmp_path)
    assert again.alone == store.alone
    assert (again.pages, again.followed) == (store.pages, store.followed)
    file = again.read(page)
    assert (file.path, file.name, file.data) == (URL, "example.org/news/a.txt", b"Heide")
    assert file.sha256 == page.sha256


def test_what_was_not_saved_is_not_known(tmp_path: Path) -> None:
    store, _ = kept(tmp_path)
    store.keep(KeptPage(URL), b"Heide, edited")
    again = PageStore(tmp_path)
    assert again.read(again.pages[URL]).data == b"Heide"
    again.sweep()
    assert len(list((tmp_path / "fetched" / "pages").iterdir())) == 1


@pytest.mark.parametrize(
    ("url", "kind", "name"),
    [
        ("https://example.org/", "text/html; charset=utf-8", "example.org.html"),
        ("https://example.org/a/", "TEXT/HTML", "example.org/a.html"),
        ("https://example.org/a.html", "text/html", "example.org/a.html"),
        ("https://example.org/a.php?id=1", "text/html", "example.org/a.php.html"),
        ("https://example.org/a.md", "text/plain", "example.org/a.md"),
        ("https://example.org/a.pdf", "application/octet-stream", "example.org/a.pdf"),
        ("https://example.org/%C3%BC%0A", "", "example.org/ü_"),
    ],
)
def test_a_name_ends_with_the_format(url: str, kind: str, name: str) -> None:
    assert KeptPage(url, content_type=kind).name == name


def test_a_copy_that_is_gone_or_damaged_is_told(tmp_path: Path) -> None:
    store, page = kept(tmp_path)
    path = tmp_path / "fetched" / "pages" / page.sha256
    path.write_bytes(b"other")
    with pytest.raises(TryAgain, match="its copy is damaged: add it again"):
        store.read(page)
    path.unlink()
    with pytest.raises(TryAgain, match=r"its copy can't be read \(.*\): sync again"):
        store.read(page)


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"[]",
        b"{}",
        b'{"followed": [{}], "pages": []}',
        b"\xff",
        b'{"followed": [], "pages": [], "alone": ["a"]}',
        b'{"followed": [], "pages": [], "alone": {"a": "soon"}}',
    ],
)
def test_a_damaged_list_is_told_with_what_to_do(tmp_path: Path, broken: bytes) -> None:
    kept(tmp_path)
    (tmp_path / "fetched" / "index.json").write_bytes(broken)
    with pytest.raises(IndexBroken, match="restore it, or delete it and sync: it is made"):
        PageStore(tmp_path)


def test_a_page_that_moved_is_known_under_both_addresses(tmp_path: Path) -> None:
    store, page = kept(tmp_path)
    new = "https://example.org/b"
    assert store.move(page, new) == KeptPage(new, page.sha256, page.content_type, was=(URL,))
    assert (store.address_of(URL), store.address_of(new)) == (new, new)
    assert list(store.followed) == [new]
    assert store.address_of("https://example.org/c") == "https://example.org/c"


def test_a_page_that_moved_onto_another_is_that_one(tmp_path: Path) -> None:
    store, page = kept(tmp_path)
    other = store.keep(KeptPage("https://example.org/b"), b"Herne")
    assert store.move(page, other.url).sha256 == other.sha256
    assert [page.url for page in store.present()] == [other.url]


def test_a_page_that_left_is_remembered_without_its_bytes(tmp_path: Path) -> None:
    store, _ = kept(tmp_path)
    store.leave([URL], "forgotten")
    store.save()
    store.sweep()
    again = PageStore(tmp_path)
    assert (again.pages, again.followed) == ({URL: KeptPage(URL, left="forgotten")}, {})
    assert list((tmp_path / "fetched" / "pages").iterdir()) == []


def test_two_pages_with_the_same_bytes_share_them(tmp_path: Path) -> None:
    store, _ = kept(tmp_path)
    store.keep(KeptPage("https://example.org/b"), b"Heide")
    store.leave([URL], "gone")
    store.sweep()
    assert store.read(store.pages["https://example.org/b"]).data == b"Heide"


def test_the_list_is_readable_json(tmp_path: Path) -> None:
    kept(tmp_path)
    known = json.loads((tmp_path / "fetched" / "index.json").read_text())
    assert [page["url"] for page in known["pages"]] == [URL]


def test_a_list_of_an_earlier_footnote_is_read(tmp_path: Path) -> None:
    kept(tmp_path)
    path = tmp_path / "fetched" / "index.json"
    known = json.loads(path.read_text())
    del known["alone"]
    path.write_text(json.dumps(known))
    assert list(PageStore(tmp_path).pages) == [URL]
    assert PageStore(tmp_path).alone == {}
