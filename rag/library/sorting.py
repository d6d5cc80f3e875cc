"""What a sync has to do, put together from what is there and what is known."""

import os
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from rag.core.article import Article
from rag.core.corpus import Failure
from rag.errors import CorpusError, PassedOver, TryAgain
from rag.library.records import MEMORY, Item, Known, Move, Source, digest, identity, is_web, place
from rag.library.seen import Seen
from rag.sources.about import Reading


@dataclass(slots=True)
class Plan:
    """What a sync has to do.

    Attributes:
        added, changed: articles to index.
        moved: the new sources of articles, by their ids.
        same: the sources of unchanged articles whose files have changed, by their ids.
        removed, unchanged: article ids.
        failed: files that could not be read.
        warned: files that were read, and what of them could not be.
        passed_over: files of formats that are not read.
        seen: the files that were found, as they are, by their canonical paths.
    """

    added: list[Item] = field(default_factory=list)
    changed: list[Item] = field(default_factory=list)
    moved: dict[str, Move] = field(default_factory=dict)
    same: dict[str, Move] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    warned: list[Failure] = field(default_factory=list)
    passed_over: list[Failure] = field(default_factory=list)
    seen: dict[str, Seen] = field(default_factory=dict, compare=False, repr=False)

    @property
    def empty(self) -> bool:
        """Whether the index is already what it should be."""
        return not (self.added or self.changed or self.moved or self.same or self.removed)


class Sorter:
    """Puts what is there into a plan, a file at a time: no more than one is in memory.

    Attributes:
        kept: the identities of known articles about which nothing more is to be found out.
    """

    def __init__(self, plan: Plan, known: Sequence[Known]) -> None:
        self._plan = plan
        self._known = known
        self._by_identity = {old.identity: old for old in known}
        self._by_path: dict[str, list[Known]] = defaultdict(list)
        self._movable: dict[tuple[str, str], list[Known]] = defaultdict(list)
        for old in known:
            self._by_path[old.path].append(old)
        for path, there in self._by_path.items():
            elsewhere = path.startswith(MEMORY) or is_web(path)
            if not elsewhere and not os.path.lexists(path):
                for old in there:
                    self._movable[old.sha256, place(old.identity)[1]].append(old)
        self._taken = {old.id for old in known}
        self._parsed: set[str] = set()
        self.kept: set[str] = set()

    def keep(self, path: str) -> None:
        """Let the known articles of a file stay as they are, which can't be read now."""
        self.kept.update(old.identity for old in self._by_path.get(path, ()))

    def is_known(self, path: str, sha256: str) -> bool:
        """Tell whether the articles of a file were indexed when its bytes had this hash."""
        old = self._by_path.get(path)
        return bool(old) and all(one.sha256 == sha256 for one in old or ())

    def put_unread(self, path: str, name: str, seen: Seen) -> None:
        """Put in a file whose bytes are those of an earlier sync.

        Where nothing could be read in them then, nothing can be now.
        """
        if seen.problem:
            self._plan.failed.append(Failure(name, seen.problem))
        else:
            self._plan.unchanged += [one.id for one in self._by_path[path]]
        self.keep(path)

    def read(
        self,
        path: str,
        name: str,
        sha256: str,
        parse: Callable[[], Reading],
        was: Sequence[str] = (),
    ) -> str:
        """Put the articles of a file or page in; one that is as it was is not parsed.

        Args:
            path: its canonical path or address.
            name: what a reader sees.
            sha256: the hash of its bytes.
            parse: returns its articles.
            was: the addresses that it had before.

        Returns:
            Why none could be read in these bytes; empty where some could.
        """
        at = next((name for name in (path, *was) if name in self._by_path), path)
        if at == path and self.is_known(path, sha256):
            self.put_unread(path, name, Seen(None, sha256))
            return ""
        reading = _parsed(parse, name, self._plan)
        if isinstance(reading, str):
            self.keep(at)
            return reading
        self._plan.warned += [Failure(name, warning) for warning in reading.warnings]
        self._parsed.update((path, at))
        for part, article in reading.articles.items():
            before = self._by_identity.get(identity(at, part))
            self.put(Source(identity(path, part), name, sha256), article, before)
        return ""

    def put(self, source: Source, article: Article, before: Known | None = None) -> None:
        """Put in an article that is there, and what is known of it, maybe under an old address."""
        plan, before = self._plan, before or self._by_identity.get(source.identity)
        url = article.url if is_web(source.identity) else ""
        self.kept.add(before.identity if before else source.identity)
        if before and before.sha256 == source.sha256:
            if before.identity == source.identity:
                plan.unchanged.append(before.id)
            else:
                plan.moved[before.id] = Move(source, article.outlet, url)
        elif before and before.digest == digest(article):
            plan.unchanged.append(before.id)
            plan.same[before.id] = Move(source, article.outlet, url)
        elif before:
            plan.changed.append(Item(replace(article, id=before.id), source))
        elif movable := self._movable.get((source.sha256, place(source.identity)[1])):
            moved = movable.pop(0)
            plan.moved[moved.id] = Move(source, article.outlet, url)
        else:
            name = article.id
            if name in self._taken:
                name = f"{name}-{_short_hash(source.identity)}"
            self._taken.add(name)
            plan.added.append(Item(replace(article, id=name), source))

    def remove(self, is_out: Callable[[Known], bool]) -> None:
        """Take out what is known of files that are out, and what is gone from those that are not.

        Args:
            is_out: tells it of one that was not put in.
        """
        for old in self._known:
            if old.id in self._plan.moved or old.identity in self.kept:
                continue
            if old.path in self._parsed or is_out(old):
                self.kept.add(old.identity)
                self._plan.removed.append(old.id)


def _parsed(parse: Callable[[], Reading], name: str, plan: Plan) -> Reading | str:
    """Return the articles of a file, or why there are none; one costs only itself."""
    try:
        return parse()
    except PassedOver as error:
        plan.passed_over.append(Failure(name, str(error)))
        return ""
    except TryAgain as error:
        plan.failed.append(Failure(name, str(error)))
        return ""
    except CorpusError as error:
        reason = str(error)
    except Exception as error:  # whatever a file makes a parser do
        reason = f"can't be parsed ({type(error).__name__})"
    plan.failed.append(Failure(name, reason))
    return reason


def _short_hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:6]
