"""What is said of a whole corpus: a filter on it, what it is in numbers, what a sync did to it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from rag.core.convert import as_day
from rag.core.text import one_line


def _names(values: Iterable[str] | str) -> tuple[str, ...]:
    return tuple(map(one_line, [values] if isinstance(values, str) else values))


@dataclass(frozen=True, slots=True)
class Filter:
    """Limits a search to some articles; an empty field does not limit, an empty filter takes all.

    A single name may be given as text, a day as text that begins YYYY-MM-DD.

    Raises:
        ValueError: for a day that is none.

    Attributes:
        articles: article ids.
        outlets: who published them.
        topics: at least one of them must be among an article's topics; capitals do not matter.
        authors: at least one of them must be among an article's authors; capitals do not matter.
        since: the first day of publication.
        until: the last day of publication. An article without a date passes neither.
    """

    articles: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    authors: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("articles", "outlets", "topics", "authors"):
            object.__setattr__(self, name, _names(getattr(self, name)))
        for name in ("since", "until"):
            object.__setattr__(self, name, as_day(getattr(self, name), name))

    def __bool__(self) -> bool:
        return self != Filter()

    @property
    def dated(self) -> bool:
        """Whether it limits the days of publication."""
        return self.since is not None or self.until is not None


@dataclass(frozen=True, slots=True)
class Names:
    """What a question may be limited to: the outlets, authors and topics of a library, sorted."""

    outlets: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What a library holds.

    Attributes:
        articles: how many.
        chunks: how many they were cut into.
        first: the first day of publication; None where no article has one.
        last: the last one.
        synced: when it was last synced, UTC; None before the first time.
    """

    articles: int
    chunks: int
    first: date | None
    last: date | None
    synced: datetime | None


NOT_READ = "this format is not read"
"""Why a file was passed over whose format nobody reads."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A file of which something could not be read.

    Attributes:
        path: the file as a reader sees it.
        reason: why, in one line.
        place: its canonical path or address, by which it is tried again; empty where it has none.
    """

    path: str
    reason: str
    place: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class SyncRow:
    """What becomes, or has become, of an article or a file in a sync: a row of its table.

    Attributes:
        state: "added", "changed", "moved", "removed", "unchanged"; "failed", "warned" and
            "passed over" with a reason; while a sync runs also "embedded" and "indexed".
        name: the file as a reader sees it, or the address of a page.
        id: the article's id; empty where no article could be read.
        reason: why it failed, is in doubt or was passed over, in one line; else empty.
    """

    state: str
    name: str
    id: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SyncEvent:
    """A step of a sync that is done.

    Attributes:
        phase: "fetching" pages, "reading" files, "embedding" or "indexing" chunks.
        done: how many of them are done; it never shrinks within a phase.
        total: how many there are; at least 1.
        rows: the files and articles that are done since the event before.
    """

    phase: str
    done: int
    total: int
    rows: tuple[SyncRow, ...] = ()


@dataclass(frozen=True, slots=True)
class SyncPlan:
    """What a sync would do.

    Attributes:
        counts: how many rows of each state there are, see `SyncRow`; a state without any is left
            out.
        first: the first rows of each state.
        articles: how many articles there are now.
        asks: whether so many would leave that somebody has to allow it.
    """

    counts: Mapping[str, int]
    first: Mapping[str, tuple[SyncRow, ...]]
    articles: int
    asks: bool

    @property
    def empty(self) -> bool:
        """Whether there is nothing to do."""
        return not any(self.counts.get(s) for s in ("added", "changed", "moved", "removed"))


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """Something that a library follows: its articles are brought up to date by each sync.

    Attributes:
        name: the path of a file or folder, or an address.
        kind: "path", "page", "feed" or "sitemap".
        articles: how many articles of the library come from there; of a feed or a sitemap those
            of the pages that it listed last.
        there: whether the file or folder is there now; always true for an address.
        origin: "settings", or "given" where somebody indexed or added it.
        limit: the most pages that are taken of a list; 0 for what is none.
    """

    name: str
    kind: str
    articles: int
    there: bool = True
    origin: str = "given"
    limit: int = 0


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did, or with `dry_run` would do.

    Attributes:
        added, changed, moved, removed, unchanged: article ids by outcome.
        failed: the files that could not be read.
        warned: files that were read, and what of them could not be, a date for instance.
        passed_over: the files of formats that are not read.
        suspicious: the ids of those added and changed articles that have text that talks to a
            language model; with `rebuild` of all. A dry run judges none.
        reread: the files that did not change and were read again because their format is read
            better now; what became of their articles is among the others.
        chunks: the chunks of the index after the sync.
        embedded: those that had to be embedded.
        seconds: how long it took.
        dry_run: whether nothing was changed.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    warned: tuple[Failure, ...] = ()
    passed_over: tuple[Failure, ...] = ()
    suspicious: tuple[str, ...] = ()
    reread: tuple[str, ...] = ()
    chunks: int = 0
    embedded: int = 0
    seconds: float = 0.0
    dry_run: bool = False

    def with_failed(self, failed: Sequence[Failure]) -> "SyncReport":
        """Return the report with what else could not be read."""
        everything = {*self.failed, *failed}
        return replace(self, failed=tuple(sorted(everything, key=lambda one: one.path)))

    def counts(self) -> Iterator[tuple[str, int]]:
        """Yield the name and size of each outcome, in a fixed order."""
        for name in ("added", "changed", "moved", "removed", "unchanged", "failed"):
            outcome: Sequence[object] = getattr(self, name)
            yield name, len(outcome)
