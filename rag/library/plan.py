"""Compare what is there with what is indexed. Reads the files that may have changed, no other."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from rag.core.article import DEFAULT_LANGUAGE, Article
from rag.core.corpus import Failure
from rag.errors import CorpusError
from rag.library.places import below, full, is_gone, named
from rag.library.records import MEMORY, Item, Known, Move, Source
from rag.sources.files import FileRead, discover, read_file


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
    """A source that is there, and what parses its article."""

    source: Source
    parse: Callable[[], Article]


def make_plan(
    items: Iterable[str | Path | Article],
    known: Sequence[Known],
    parse: Callable[[FileRead], Article] = FileRead.parse,
) -> Plan:
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
    files, _, failures = discover(there)
    plan = Plan(failed=failures)
    if paths and not files and not failures and not before:
        shown = ", ".join(map(str, paths))
        raise CorpusError(f"no articles in {shown}: put .txt or .md files there")
    present = _in_memory([item for item in items if isinstance(item, Article)], known)
    broken = set()
    for path, name in files:
        try:
            file = read_file(path, name)
            present.append(_Present(Source(path, name, file.sha256), partial(parse, file)))
        except CorpusError as error:
            broken.add(path)
            plan.failed.append(Failure(name, str(error)))
    _sort_out(plan, present, known)
    kept = {move.source.identity for move in plan.moved.values()} | broken
    kept |= {item.source.identity for item in present}
    for old in known if paths else ():
        if old.id not in plan.moved and old.identity not in kept and is_gone(old.identity):
            plan.removed.append(old.id)
    plan.failed.sort(key=lambda failure: failure.path)
    return plan


def forget_plan(name: str, known: Sequence[Known]) -> Plan:
    """Return what has to be done so that an article, a file or a folder leaves the index.

    Raises:
        CorpusError: when no article has this id or path.
    """
    removed = named(name, known)
    return Plan(removed=removed, unchanged=[old.id for old in known if old.id not in removed])


def _sort_out(plan: Plan, present: Sequence[_Present], known: Sequence[Known]) -> None:
    by_identity = {old.identity: old for old in known}
    movable: dict[str, list[Known]] = defaultdict(list)
    for old in known:
        if not old.identity.startswith(MEMORY) and not os.path.lexists(old.identity):
            movable[old.sha256].append(old)
    taken = {old.id for old in known}
    for item in present:
        source = item.source
        before = by_identity.get(source.identity)
        if before and before.sha256 == source.sha256:
            plan.unchanged.append(before.id)
            continue
        article = _parsed(item, plan)
        if article is None:
            continue
        if before:
            plan.changed.append(Item(replace(article, id=before.id), source))
        elif not source.in_memory and movable[source.sha256]:
            moved = movable[source.sha256].pop(0)
            plan.moved[moved.id] = Move(source, article.outlet)
        else:
            name = article.id
            if name in taken:
                name = f"{name}-{_short_hash(source.identity)}"
            taken.add(name)
            plan.added.append(Item(replace(article, id=name), source))


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


def _in_memory(articles: Sequence[Article], known: Sequence[Known]) -> list[_Present]:
    """Return articles made in memory, each with an id of its own.

    Where several that were given no id have the same title, one keeps the plain id and the others
    get a suffix made from their content, so that each has the same id in every run.

    Raises:
        CorpusError: for an id that is given to two articles.
    """
    by_id: dict[str, dict[str, Article]] = defaultdict(dict)
    for article in articles:
        same = by_id[article.id]
        same.setdefault(_digest(article), article)
        if len(same) > 1 and any(article.named for article in same.values()):
            raise CorpusError(f"two articles have the id {article.id!r}: give each its own")
    before = {old.identity: old.sha256 for old in known}
    present = []
    for name, same in by_id.items():
        for unique, digest in _ids(name, sorted(same), before).items():
            article = replace(same[digest], id=unique)
            source = Source(MEMORY + unique, article.outlet, digest)
            present.append(_Present(source, lambda article=article: article))  # type: ignore[misc]
    return present


def _ids(name: str, digests: Sequence[str], before: dict[str, str]) -> dict[str, str]:
    """Return the digest of each article of one plain id by the id that it gets."""
    suffixed = {digest: f"{name}-{digest[:6]}" for digest in digests}
    known = [digest for digest in digests if before.get(MEMORY + suffixed[digest]) == digest]
    rest = [digest for digest in digests if digest not in known]
    plain = next((digest for digest in rest if before.get(MEMORY + name) == digest), None)
    if plain is None and rest:
        plain = rest[0]
    return {name if digest == plain else suffixed[digest]: digest for digest in digests}


def _digest(article: Article) -> str:
    fields = (
        article.title,
        article.outlet,
        article.url,
        article.published,
        article.topics,
        article.sha256,
    )
    language = () if article.language == DEFAULT_LANGUAGE else (article.language,)
    authors = (article.authors,) if article.authors else ()
    return sha256(repr(fields + language + authors).encode()).hexdigest()


def _short_hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:6]
