"""Compare what is there with what is indexed. Reads the files that may have changed, no other."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from rag.core.article import Article
from rag.core.corpus import Failure
from rag.errors import CorpusError
from rag.library.in_memory import in_memory
from rag.library.places import below, full, is_gone
from rag.library.records import MEMORY, Item, Known, Move, Source, is_web
from rag.sources.addresses import host_of
from rag.sources.files import FileRead, discover, read_file
from rag.sources.ignoring import Patterns, is_below
from rag.sources.kept import KeptPage, PageStore


@dataclass(slots=True)
class Plan:
    """What a sync has to do.

    Attributes:
        added, changed: articles to index.
        moved: the new sources of articles, by their ids.
        removed, unchanged: article ids.
        failed: files that could not be read.
    """

    added: list[Item] = field(default_factory=list)
    changed: list[Item] = field(default_factory=list)
    moved: dict[str, Move] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether the index is already what it should be."""
        return not (self.added or self.changed or self.moved or self.removed)


@dataclass(frozen=True, slots=True)
class _Present:
    """A source that is there, what parses its article, and the addresses that it had before."""

    source: Source
    parse: Callable[[], Article]
    was: tuple[str, ...] = ()


def make_plan(
    items: Iterable[str | Path | Article],
    known: Sequence[Known],
    parse: Callable[[FileRead], Article] = FileRead.parse,
    store: PageStore | None = None,
    patterns: Patterns = Patterns(),
) -> Plan:
    """Return what has to be done so that `items`, paths and articles, are indexed as they are now.

    Where paths are given, every file that was indexed before and is gone leaves the index, also one
    that is not below them; a path that is gone may be given when files below it were indexed. A
    file that was indexed before and can't be read now is a failure and stays as it was. Articles
    given in memory never make others leave.

    Args:
        items: paths and articles.
        known: what is indexed.
        parse: returns the article in a file.
        store: the pages fetched from the web; they are indexed too, and others that were leave.
        patterns: what of folders is read; files that are ignored now leave.

    Raises:
        CorpusError: for a path that does not exist, a folder without any article now and before, or
            an id that is given to two articles.
    """
    items = list(items)
    paths = [item for item in items if not isinstance(item, Article)]
    before = {path for path in paths if below(path, known)}
    there = [path for path in paths if path not in before or os.path.lexists(full(path))]
    files, ignored, failures = discover(there, patterns)
    plan = Plan(failed=failures)
    if paths and not (files or failures or before or ignored or store and store.pages):
        shown = ", ".join(map(str, paths))
        raise CorpusError(f"no articles in {shown}: put .txt or .md files there")
    present = [
        _Present(source, lambda article=article: article)  # type: ignore[misc]
        for source, article in in_memory([i for i in items if isinstance(i, Article)], known)
    ]
    broken = set()
    for path, name in files:
        try:
            file = read_file(path, name)
            present.append(_Present(Source(path, name, file.sha256), partial(parse, file)))
        except CorpusError as error:
            broken.add(path)
            plan.failed.append(Failure(name, str(error)))
    for page in store.present() if store else ():
        parse_page = partial(_parsed_page, store, page, parse)
        present.append(_Present(Source(page.url, page.url, page.sha256), parse_page, page.was))
    stays = {*_sort_out(plan, present, known), *plan.moved}
    kept = {item.source.identity for item in present} | broken
    for old in known:
        if old.id in stays or old.identity in kept:
            continue
        gone = is_gone(old.identity) or is_below(old.identity, ignored)
        if store if is_web(old.identity) else paths and gone:
            plan.removed.append(old.id)
    plan.failed.sort(key=lambda failure: failure.path)
    return plan


def forget_plan(removed: Sequence[str], known: Sequence[Known]) -> Plan:
    """Return what has to be done so that articles leave the index, by their ids."""
    return Plan(removed=list(removed), unchanged=[old.id for old in known if old.id not in removed])


def _sort_out(plan: Plan, present: Sequence[_Present], known: Sequence[Known]) -> set[str]:
    """Put what is present into a plan; return the ids of known articles whose sources it is."""
    by_identity = {old.identity: old for old in known}
    movable = _movable(known)
    taken = {old.id for old in known}
    stays = set()
    for item in present:
        source = item.source
        before = _before(item, by_identity)
        if before:
            stays.add(before.id)
            if (before.identity, before.sha256) == (source.identity, source.sha256):
                plan.unchanged.append(before.id)
                continue
        article = _parsed(item, plan)
        if article is None:
            continue
        url = article.url if is_web(source.identity) else ""
        if before and before.sha256 == source.sha256:
            plan.moved[before.id] = Move(source, article.outlet, url)
        elif before:
            plan.changed.append(Item(replace(article, id=before.id), source))
        elif not source.in_memory and movable[source.sha256]:
            moved = movable[source.sha256].pop(0)
            plan.moved[moved.id] = Move(source, article.outlet, url)
        else:
            name = article.id
            if name in taken:
                name = f"{name}-{_short_hash(source.identity)}"
            taken.add(name)
            plan.added.append(Item(replace(article, id=name), source))
    return stays


def _movable(known: Iterable[Known]) -> dict[str, list[Known]]:
    """Return what is known of files that are not there any more, by their hashes."""
    movable: dict[str, list[Known]] = defaultdict(list)
    for old in known:
        elsewhere = old.identity.startswith(MEMORY) or is_web(old.identity)
        if not elsewhere and not os.path.lexists(old.identity):
            movable[old.sha256].append(old)
    return movable


def _before(item: _Present, by_identity: Mapping[str, Known]) -> Known | None:
    """Return what is known of a source, under its name or one that it had before."""
    names = (item.source.identity, *item.was)
    return next((by_identity[name] for name in names if name in by_identity), None)


def _parsed_page(
    store: PageStore | None, page: KeptPage, parse: Callable[[FileRead], Article]
) -> Article:
    """Return the article of a page; its address is where it came from, whatever it says itself."""
    assert store  # noqa: S101 - the page is kept in it
    article = parse(store.read(page))
    outlet = host_of(page.url) if article.outlet == page.name else article.outlet
    return replace(article, url=page.url, outlet=outlet)


def _parsed(item: _Present, plan: Plan) -> Article | None:
    """Return the article of a source; one that can't be parsed costs only itself."""
    try:
        return item.parse()
    except CorpusError as error:
        reason = str(error)
    except Exception as error:  # whatever a file makes a parser do
        reason = f"can't be parsed ({type(error).__name__})"
    plan.failed.append(Failure(item.source.name, reason))
    return None


def _short_hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:6]
