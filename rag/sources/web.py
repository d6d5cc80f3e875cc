"""The web, only when asked: what is followed is looked at again, and what is new is fetched.

A page that can't be had stays as it was, and that is reported. A host that says when it wants to be
asked again (Retry-After) is not asked before, in no run. A page leaves only when it is surely
gone: the server says so (410), or does not find it (404, or a redirect to its home page) on
`MOST_MISSED` days in a row. A page that moved for good keeps its article under its new address. A
page that no list has any more is not looked at again and stays.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from rag.core.corpus import Failure
from rag.errors import CorpusError, FetchError
from rag.sections import WebSettings
from rag.sources.addresses import canonical
from rag.sources.fetch import GONE, NOT_FOUND, UNCHANGED, Fetched
from rag.sources.kept import Followed, KeptPage, PageStore
from rag.sources.lists import Lists
from rag.sources.manners import Clock, LeftAlone, Manners
from rag.sources.parsing import ParsingWorker

KINDS = ("page", "feed", "sitemap")
MOST_MISSED = 3


class Web:
    """Fetches what is followed, one page after the other.

    Args:
        store: what is followed and what was fetched; it is saved after every page.
        settings: how pages are fetched.
        worker: parses lists of pages.
        progress: called with the number of pages that were looked at and of all.
        clock: tells the time and waits.
    """

    def __init__(
        self,
        store: PageStore,
        settings: WebSettings,
        worker: ParsingWorker,
        progress: Callable[[int, int], None] = lambda done, total: None,
        clock: Clock | None = None,
    ) -> None:
        self._store = store
        self._progress = progress
        self._clock = clock or Clock()
        self._manners = Manners(settings, self._clock, store.alone)
        self._failed: list[Failure] = []
        self._left_alone: dict[str, tuple[LeftAlone, list[str]]] = {}
        self._lists = Lists(self._manners, worker, self._fail)

    def add(self, urls: Iterable[str], kind: str = "page", limit: int = 0) -> list[Failure]:
        """Follow pages or lists from now on, and fetch them.

        Args:
            urls: their addresses.
            kind: page, feed or sitemap.
            limit: the most pages that are taken of a list.

        Returns:
            What could not be fetched, with the reasons. It is followed all the same.

        Raises:
            FetchError: for an address that is none; then nothing is followed.
            ValueError: for another kind.
        """
        if kind not in KINDS:
            raise ValueError(f"kind must be one of {', '.join(KINDS)}, got {kind!r}")
        added = [Followed(canonical(url), kind, limit) for url in urls]
        for followed in added:
            self._store.followed[followed.url] = followed
            if self._store.pages.get(followed.url, KeptPage("")).left:
                del self._store.pages[followed.url]
        self._store.save()
        return self._refresh(added)

    def sync(self) -> list[Failure]:
        """Look at everything that is followed; return what could not be fetched."""
        return self._refresh(list(self._store.followed.values()))

    def _refresh(self, followed: Iterable[Followed]) -> list[Failure]:
        self._failed.clear()
        self._left_alone.clear()
        pages = dict.fromkeys(url for one in followed for url in self._pages_of(one))
        for done, url in enumerate(pages, 1):
            self._look_at(self._store.address_of(url))
            self._store.save()
            self._progress(done, len(pages))
        self._store.save()
        self._store.sweep()
        for error, urls in self._left_alone.values():
            more = f"; {len(urls) - 1} more of its addresses wait" if len(urls) > 1 else ""
            self._fail(urls[0], f"{error}{more}")
        return sorted(self._failed, key=lambda failure: failure.path)

    def _fail(self, url: str, reason: str) -> None:
        self._failed.append(Failure(url, reason))

    def _refused(self, url: str, error: FetchError | CorpusError) -> None:
        """Note that an address could not be had; what a host is spared is told once for all."""
        if isinstance(error, LeftAlone):
            self._left_alone.setdefault(error.host, (error, []))[1].append(url)
        else:
            self._fail(url, str(error))

    def _pages_of(self, followed: Followed) -> Iterator[str]:
        """Yield the pages that are to be looked at because of one address."""
        if followed.kind == "page":
            yield followed.url
            return
        try:
            listed = self._lists.listed(followed)
        except (FetchError, CorpusError) as error:
            self._refused(followed.url, error)
            return
        self._store.followed[followed.url] = listed
        self._store.save()
        for url in listed.links:
            if not self._store.pages.get(self._store.address_of(url), KeptPage("")).left:
                yield url

    def _look_at(self, url: str) -> None:
        """Fetch a page if it has changed."""
        page = self._store.pages.get(url, KeptPage(url))
        try:
            got = self._manners.get(url, page.etag, page.last_modified)
        except FetchError as error:
            self._refused(url, error)
            return
        now = self._clock.now().isoformat(timespec="seconds")
        if got.status == GONE:
            self._store.leave([url], "gone")
        elif got.status == NOT_FOUND or _is_home(got.url) and not _is_home(url):
            self._miss(page, now[:10])
        else:
            if got.moved_to != url:
                page = self._store.move(page, got.moved_to)
            if not page.left:
                self._keep(replace(page, fetched=now, missed=()), got)

    def _keep(self, page: KeptPage, got: Fetched) -> None:
        if got.status == UNCHANGED:
            self._store.pages[page.url] = page
            return
        headers = got.headers
        page = replace(
            page,
            content_type=headers.get("content-type", ""),
            etag=headers.get("etag", ""),
            last_modified=headers.get("last-modified", ""),
        )
        self._store.keep(page, got.body)

    def _miss(self, page: KeptPage, day: str) -> None:
        """Note that a page was not found; after some days in a row it is gone."""
        if not page.sha256:
            self._fail(page.url, "not found: check the address")
            return
        missed = (*dict.fromkeys((*page.missed, day)),)
        self._fail(page.url, f"not found (day {len(missed)} of {MOST_MISSED}): check the address")
        page = replace(page, missed=missed)
        self._store.pages[page.url] = page if len(missed) < MOST_MISSED else KeptPage(page.url)


def _is_home(url: str) -> bool:
    """Tell whether an address is a site's first page."""
    parts = urlsplit(url)
    return parts.path == "/" and not parts.query
