"""Compare what is there with what is indexed. Reads the files that may have changed, no other."""

import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from rag.core.article import Article
from rag.core.corpus import Failure
from rag.errors import CorpusError, PassedOver
from rag.library.in_memory import in_memory
from rag.library.places import below, full, is_gone, named
from rag.library.records import MEMORY, Item, Known, Move, Source, digest, identity, place
from rag.sources.about import Reading
from rag.sources.files import FileRead, discover, read_file


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

    @property
    def empty(self) -> bool:
        """Whether the index is already what it should be."""
        return not (self.added or self.changed or self.moved or self.same or self.removed)


def make_plan(items: Iterable[str | Path | Article], known: Sequence[Known]) -> Plan:
    """Return what has to be done so that `items`, paths and articles, are indexed as they are now.

    Where paths are given, every file that was indexed before and is gone leaves the index, also one
    that is not below them; a path that is gone may be given when files below it were indexed. A
    file that was indexed before and can't be read now is a failure and stays as it was. Articles
    given in memory never make others leave.

    Raises:
        CorpusError: for a path that does not exist, a folder without any article now and before, or
            an id that is given to two articles.
    """
    items = list(items)
    paths = [item for item in items if not isinstance(item, Article)]
    before = {path for path in paths if below(path, known)}
    there = [path for path in paths if path not in before or os.path.lexists(full(path))]
    found = discover(there)
    plan = Plan(failed=list(found.failures), passed_over=list(found.passed_over))
    if paths and not (found.files or found.failures or found.passed_over or before):
        shown = ", ".join(map(str, paths))
        raise CorpusError(f"no articles in {shown}: put texts, pages or PDFs there")
    sorter = _Sorter(plan, known)
    for article, source in in_memory([item for item in items if isinstance(item, Article)], known):
        sorter.put(source, article)
    for path, name in found.files:
        try:
            sorter.read(read_file(path, name))
        except CorpusError as error:
            sorter.kept.update(sorter.at(path))
            plan.failed.append(Failure(name, str(error)))
    if paths:
        sorter.remove()
    plan.failed.sort(key=lambda failure: failure.path)
    return plan


def forget_plan(name: str, known: Sequence[Known]) -> Plan:
    """Return what has to be done so that an article, a file or a folder leaves the index.

    Raises:
        CorpusError: when no article has this id or path.
    """
    removed = named(name, known)
    return Plan(removed=removed, unchanged=[old.id for old in known if old.id not in removed])


class _Sorter:
    """Puts what is there into a plan, a file at a time: no more than one is in memory.

    Attributes:
        kept: the identities of known articles that are there still.
    """

    def __init__(self, plan: Plan, known: Sequence[Known]) -> None:
        self._plan = plan
        self._known = known
        self._by_identity = {old.identity: old for old in known}
        self._by_path: dict[str, list[Known]] = defaultdict(list)
        self._movable: dict[tuple[str, str], list[Known]] = defaultdict(list)
        for old in known:
            self._by_path[old.path].append(old)
            if not old.identity.startswith(MEMORY) and not os.path.lexists(old.path):
                self._movable[old.sha256, place(old.identity)[1]].append(old)
        self._taken = {old.id for old in known}
        self._parsed: set[str] = set()
        self.kept: set[str] = set()

    def at(self, path: str) -> list[str]:
        """Return the identities of the known articles of a file."""
        return [old.identity for old in self._by_path.get(path, ())]

    def read(self, file: FileRead) -> None:
        """Put the articles of a file in; one that is as it was is not parsed."""
        old = self._by_path.get(file.path, ())
        if old and all(one.sha256 == file.sha256 for one in old):
            self._plan.unchanged += [one.id for one in old]
            self.kept.update(one.identity for one in old)
            return
        reading = _parsed(file, self._plan)
        if reading is None:
            self.kept.update(one.identity for one in old)
            return
        self._plan.warned += [Failure(file.name, warning) for warning in reading.warnings]
        self._parsed.add(file.path)
        for part, article in reading.articles.items():
            self.put(Source(identity(file.path, part), file.name, file.sha256), article)

    def put(self, source: Source, article: Article) -> None:
        """Put in an article that is there."""
        plan, before = self._plan, self._by_identity.get(source.identity)
        self.kept.add(source.identity)
        if before and before.sha256 == source.sha256:
            plan.unchanged.append(before.id)
        elif before and before.digest == digest(article):
            plan.unchanged.append(before.id)
            plan.same[before.id] = Move(source, article.outlet)
        elif before:
            plan.changed.append(Item(replace(article, id=before.id), source))
        elif movable := self._movable.get((source.sha256, place(source.identity)[1])):
            moved = movable.pop(0)
            plan.moved[moved.id] = Move(source, article.outlet)
        else:
            name = article.id
            if name in self._taken:
                name = f"{name}-{_short_hash(source.identity)}"
            self._taken.add(name)
            plan.added.append(Item(replace(article, id=name), source))

    def remove(self) -> None:
        """Take out what is known of files that are gone, and what is gone from those that are."""
        for old in self._known:
            if old.id in self._plan.moved or old.identity in self.kept:
                continue
            if old.path in self._parsed or is_gone(old.identity):
                self._plan.removed.append(old.id)


def _parsed(file: FileRead, plan: Plan) -> Reading | None:
    """Return the articles of a file; one that can't be parsed costs only itself."""
    try:
        return file.parse()
    except PassedOver as error:
        plan.passed_over.append(Failure(file.name, str(error)))
        return None
    except CorpusError as error:
        reason = str(error)
    except Exception as error:  # whatever a file makes a parser do
        reason = f"can't be parsed ({type(error).__name__})"
    plan.failed.append(Failure(file.name, reason))
    return None


def _short_hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:6]
