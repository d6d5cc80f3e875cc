"""What was fetched from the web, kept as files, so that an index is rebuilt without the network.

fetched/
    index.json  what is followed and what was fetched, replaced as a whole
    pages/      the bytes of the pages, each named by its hash
"""

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

from rag.errors import IndexBroken, TryAgain
from rag.sources.addresses import host_of
from rag.sources.files import FileRead

FOLDER = "fetched"
_INDEX, _PAGES = "index.json", "pages"
_ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
}
"""How the name of a file ends that has what a Content-Type says."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What the user asked to have, and what it listed last.

    Attributes:
        url: its address.
        kind: page, feed or sitemap.
        limit: the most pages that are taken of a list.
        etag, last_modified: of the list that was fetched last.
        links: the addresses that it listed.
    """

    url: str
    kind: str
    limit: int = 0
    etag: str = ""
    last_modified: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as it was fetched last.

    Attributes:
        url: its canonical address, which identifies it.
        sha256: the hash of its bytes; empty where nothing is kept of it.
        content_type, etag, last_modified: what came with it.
        fetched: when it was seen last, ISO 8601, UTC.
        missed: the days in a row, ISO 8601, on which it was not found.
        was: the addresses that it had before.
        left: why nothing is kept of it: "gone", "forgotten", or empty.
    """

    url: str
    sha256: str = ""
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    fetched: str = ""
    missed: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    left: str = ""

    @property
    def name(self) -> str:
        """What a reader sees, with the ending of its format."""
        kind = self.content_type.partition(";")[0].strip().lower()
        path = unquote(urlsplit(self.url).path, errors="replace").rstrip("/")
        name = "".join(letter if letter.isprintable() else "_" for letter in path)
        ending = _ENDINGS.get(kind, "")
        if kind == "text/plain" and name.endswith(".md"):
            ending = ".md"
        return host_of(self.url) + name + ("" if name.endswith(ending) else ending)


class PageStore:
    """The pages kept in a state folder. One process writes at a time.

    Attributes:
        followed: what the user asked to have, by address.
        pages: what was fetched, by address.
        alone: until when hosts want to be left alone, by their names.
    """

    def __init__(self, state: Path) -> None:
        self._folder = state / FOLDER
        self.followed: dict[str, Followed] = {}
        self.pages: dict[str, KeptPage] = {}
        self.alone: dict[str, datetime] = {}
        self._load()

    def _load(self) -> None:
        path = self._folder / _INDEX
        try:
            known = json.loads(path.read_bytes())
            for fields in known["followed"]:
                followed = Followed(**fields | {"links": tuple(fields["links"])})
                self.followed[followed.url] = followed
            for fields in known["pages"]:
                lists = {name: tuple(fields[name]) for name in ("missed", "was")}
                page = KeptPage(**fields | lists)
                self.pages[page.url] = page
            for host, until in known.get("alone", {}).items():
                self.alone[host] = datetime.fromisoformat(until).astimezone(UTC)
        except FileNotFoundError:
            return
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise IndexBroken(
                f"can't read {path} ({error}): restore it, or delete it and sync: it is made anew"
            ) from error

    def present(self) -> list[KeptPage]:
        """Return the pages that are articles, sorted by address."""
        return sorted((page for page in self.pages.values() if page.sha256), key=lambda p: p.url)

    def read(self, page: KeptPage) -> FileRead:
        """Return the bytes of a page.

        Raises:
            TryAgain: when they are not there or not what was fetched.
        """
        try:
            data = (self._folder / _PAGES / page.sha256).read_bytes()
        except OSError as error:
            raise TryAgain(f"its copy can't be read ({error.strerror}): sync again") from error
        if sha256(data).hexdigest() != page.sha256:
            raise TryAgain("its copy is damaged: add it again")
        return FileRead(page.url, page.name, data, page.sha256)

    @property
    def lost(self) -> bool:
        """Whether nothing is written down: nothing was ever fetched, or its list was deleted."""
        return not (self._folder / _INDEX).exists()

    def has_left(self, url: str) -> bool:
        """Tell whether a page is known to be an article no more; one that is not known may be."""
        page = self.pages.get(url)
        return self.address_of(url) != url if page is None else not page.sha256

    def address_of(self, url: str) -> str:
        """Return the address that a page has now."""
        if url in self.pages:
            return url
        return next((page.url for page in self.pages.values() if url in page.was), url)

    def keep(self, page: KeptPage, data: bytes) -> KeptPage:
        """Keep the bytes of a page, durably; `save` makes them known."""
        digest = sha256(data).hexdigest()
        path = self._folder / _PAGES / digest
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, data)
        page = replace(page, sha256=digest)
        self.pages[page.url] = page
        return page

    def move(self, old: KeptPage, url: str) -> KeptPage:
        """Note that a page has another address for good."""
        self.pages.pop(old.url, None)
        there = self.pages.get(url, replace(old, url=url))
        moved = replace(there, was=(*dict.fromkeys((*there.was, *old.was, old.url)),))
        self.pages[url] = moved
        if followed := self.followed.pop(old.url, None):
            self.followed[url] = replace(followed, url=url)
        return moved

    def leave(self, urls: Iterable[str], why: str) -> None:
        """Keep nothing of some pages but that they are not wanted: "gone" or "forgotten"."""
        for url in urls:
            page = self.pages.get(url, KeptPage(url))
            self.pages[url] = KeptPage(url, was=page.was, left=why)
            self.followed.pop(url, None)

    def save(self) -> None:
        """Write down what is known now, durably, and delete what is not needed any more."""
        known = {
            "followed": [asdict(followed) for followed in self.followed.values()],
            "pages": [asdict(page) for page in self.pages.values()],
            "alone": {host: until.isoformat() for host, until in self.alone.items()},
        }
        self._folder.mkdir(parents=True, exist_ok=True)
        _write(self._folder / _INDEX, json.dumps(known, ensure_ascii=False, indent=1).encode())

    def sweep(self) -> None:
        """Delete the bytes that no page has any more."""
        used = {page.sha256 for page in self.pages.values()}
        with suppress(FileNotFoundError):
            for path in (self._folder / _PAGES).iterdir():
                if path.name not in used:
                    path.unlink()


def _write(path: Path, data: bytes) -> None:
    """Write a file as a whole or not at all."""
    staged = path.with_name(f"{path.name}.{os.getpid()}.new")
    with staged.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    staged.replace(path)
