"""Feeds and sitemaps as they are fetched: the addresses that one lists now."""

from collections.abc import Callable
from dataclasses import replace

from rag.errors import CorpusError, FetchError
from rag.sources.addresses import canonical, host_of
from rag.sources.fetch import GONE, NOT_FOUND, UNCHANGED, Fetched
from rag.sources.kept import Followed
from rag.sources.links import LINKS, MOST_LISTED
from rag.sources.manners import Manners
from rag.sources.parsing import ParsingWorker

MOST_SITEMAPS = 20
"""Sitemaps of a list of them that are read; a list within it is passed over."""


class Lists:
    """Fetches lists of pages.

    Args:
        manners: asks the hosts.
        worker: parses what comes.
        fail: is told what of a list could not be had, and why.
    """

    def __init__(
        self, manners: Manners, worker: ParsingWorker, fail: Callable[[str, str], None]
    ) -> None:
        self._manners = manners
        self._worker = worker
        self._fail = fail

    def listed(self, followed: Followed) -> Followed:
        """Return what is followed with the pages that it lists now.

        Raises:
            FetchError, CorpusError: when it can't be had or lists nothing.
        """
        got = self._manners.get(followed.url, followed.etag, followed.last_modified)
        if got.status == UNCHANGED:
            return followed
        if got.status in (NOT_FOUND, GONE):
            raise FetchError("not found: check the address, or `rag forget` it")
        kind, links = self._links(got)
        if kind == "index":
            links = [link for url, _ in links[:MOST_SITEMAPS] for link in self._inner(url)]
        if kind != "feed":  # a sitemap is of one host; the newest pages come first
            links = [link for link in links if host_of(link[0]) == host_of(got.url)]
            links.sort(key=lambda link: link[1], reverse=True)
        urls = dict.fromkeys(url for url, _ in links)
        headers = got.headers if kind != "index" else {}  # it can stay while its sitemaps change
        return replace(
            followed,
            links=tuple(urls)[: followed.limit],
            etag=headers.get("etag", ""),
            last_modified=headers.get("last-modified", ""),
        )

    def _inner(self, url: str) -> list[tuple[str, str]]:
        """Return the pages of a sitemap that another lists; one that fails costs only its own."""
        try:
            kind, links = self._links(self._manners.get(url))
        except (FetchError, CorpusError) as error:
            self._fail(url, str(error))
            return []
        return links if kind == "sitemap" else []

    def _links(self, got: Fetched) -> tuple[str, list[tuple[str, str]]]:
        """Return the kind of a list and its pages, each with its day.

        Raises:
            CorpusError: when it is no list.
        """
        reply = self._worker.call(LINKS, got.body, got.url)
        try:
            kind, links = str(reply["kind"]), reply["links"][:MOST_LISTED]
            pages = [(_address(str(url), got.url), str(day)) for url, day in links]
        except (TypeError, ValueError, KeyError) as error:
            raise CorpusError("its parser gave no proper reply: leave it out") from error
        if wrong := sum(not url for url, _ in pages):
            self._fail(got.url, f"{wrong} of the addresses in it are none of pages: leave them out")
        return kind, [page for page in pages if page[0]]


def _address(url: str, base: str) -> str:
    """Return the canonical address of a page; empty where it is none."""
    try:
        return canonical(url, base)
    except FetchError:
        return ""
