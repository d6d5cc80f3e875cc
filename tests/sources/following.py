"""Follows a test's site day by day; each day's plan in short."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from rag.core.corpus import Failure
from rag.library.plan import make_plan
from rag.library.planned import Plan
from rag.library.records import Known
from rag.sections import ParsingSettings, WebSettings
from rag.sources.kept import PageStore
from rag.sources.parsing import ParsingWorker
from rag.sources.reply import parse_safely
from rag.sources.web import Web
from tests.library.plans import ids, known_after
from tests.sources.clock import SetClock
from tests.sources.site import SETTINGS, Reply, Site


@dataclass
class Following:
    """A library of a site's pages; what it knows is kept from day to day, on disk."""

    state: Path
    site: Site
    worker: ParsingWorker
    settings: WebSettings = SETTINGS
    clock: SetClock = field(default_factory=SetClock)
    known: list[Known] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)

    def add(self, *paths: str, kind: str = "page", limit: int = 100) -> dict[str, object]:
        self.failed = self.web().add(map(self.site.url, paths), kind, limit)
        return self._planned()

    def sync(self, days: int = 1) -> dict[str, object]:
        """Return what a look some days later brings."""
        self.clock.pass_days(days)
        self.failed = self.web().sync()
        return self._planned()

    def store(self) -> PageStore:
        return PageStore(self.state)

    def web(self) -> Web:
        return Web(self.store(), self.settings, self.worker, clock=self.clock.clock())

    def _planned(self) -> dict[str, object]:
        """Carry a plan out and return what of it is not empty, failures by path."""
        parse = partial(parse_safely, self.worker)
        plan = make_plan([], self.known, parse=parse, store=self.store())
        self.known = known_after(plan, self.known)
        failed = {
            failure.path.removeprefix(self.site.address): failure.reason
            for failure in [*self.failed, *plan.failed]
        }
        return _short(plan) | ({"failed": failed} if failed else {})


def _short(plan: Plan) -> dict[str, object]:
    parts: dict[str, Iterable[str]] = {
        "added": ids(plan.added),
        "changed": ids(plan.changed),
        "moved": list(plan.moved),
        "removed": plan.removed,
        "unchanged": plan.unchanged,
    }
    return {name: list(part) for name, part in parts.items() if part}


def feed(*paths: str) -> Reply:
    items = "".join(f"<item><link>{path}</link></item>" for path in paths)
    return Reply(f"<rss><channel>{items}</channel></rss>".encode())


def sitemap(*entries: tuple[str, str]) -> Reply:
    urls = "".join(f"<url><loc>{url}</loc><lastmod>{day}</lastmod></url>" for url, day in entries)
    return Reply(f"<urlset>{urls}</urlset>".encode())


def worker() -> ParsingWorker:
    return ParsingWorker(ParsingSettings())
