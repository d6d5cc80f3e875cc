"""Compare what is there with what is indexed. Pure but for reading the files that may have changed."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from rag.article import Article
from rag.errors import CorpusError
from rag.loading import discover, read_file
from rag.report import Failure
from rag.schema import Known

_MEMORY = "memory:"


@dataclass(slots=True)
class Plan:
    """What a sync has to do.

    Attributes:
        added, changed: articles to index, as (article, identity, hash of what was read).
        moved: article id to its new (identity, source).
        removed, unchanged: article ids.
        failed: files that could not be read.
    """

    added: list[tuple[Article, str, str]] = field(default_factory=list)
    changed: list[tuple[Article, str, str]] = field(default_factory=list)
    moved: dict[str, tuple[str, str]] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether the index is already what it should be."""
        return not (self.added or self.changed or self.moved or self.removed)


@dataclass(frozen=True, slots=True)
class _Found:
    identity: str
    source: str
    content_sha256: str
    parse: Callable[[], Article]


def make_plan(items: Iterable[str | Path | Article], known: Sequence[Known]) -> Plan:
    """Return what has to be done so that `items`, paths and articles, are indexed as they are now.

    A file below one of the folders that was indexed before and is gone leaves the index. A file that was indexed before
    and can't be read now is a failure and stays as it was. Articles given in memory never make others leave.

    Raises:
        CorpusError: for a path that does not exist, a folder without any article or two articles with one id.
    """
    items = list(items)
    paths = [item for item in items if not isinstance(item, Article)]
    files, roots, failures = discover(paths)
    plan = Plan(failed=failures)
    if paths and not files and not failures:
        raise CorpusError(f"no articles in {', '.join(map(str, paths))}: put .txt or .md files there")
    found = _in_memory(item for item in items if isinstance(item, Article))
    broken = set()
    for path, name in files:
        try:
            file = read_file(path, name)
            found.append(_Found(path, name, file.sha256, file.parse))
        except CorpusError as error:
            broken.add(path)
            plan.failed.append(Failure(name, str(error)))
    _sort_out(plan, found, known)
    kept = {identity for identity, _ in plan.moved.values()} | {item.identity for item in found} | broken
    moved = set(plan.moved)
    for old in known:
        if old.id not in moved and old.identity not in kept and _is_gone(old.identity, roots):
            plan.removed.append(old.id)
    plan.failed.sort(key=lambda failure: failure.path)
    return plan


def _sort_out(plan: Plan, found: Sequence[_Found], known: Sequence[Known]) -> None:
    by_identity = {old.identity: old for old in known}
    movable: dict[str, list[Known]] = defaultdict(list)
    for one in known:
        if not one.identity.startswith(_MEMORY) and not os.path.lexists(one.identity):
            movable[one.content_sha256].append(one)
    taken = {old.id for old in known}
    for item in found:
        old = by_identity.get(item.identity)
        if old and old.content_sha256 == item.content_sha256:
            plan.unchanged.append(old.id)
            continue
        try:
            article = item.parse()
        except CorpusError as error:
            plan.failed.append(Failure(item.source, str(error)))
            continue
        if old:
            plan.changed.append((replace(article, id=old.id), item.identity, item.content_sha256))
        elif not item.identity.startswith(_MEMORY) and movable[item.content_sha256]:
            plan.moved[movable[item.content_sha256].pop(0).id] = (item.identity, article.source)
        else:
            name = article.id if article.id not in taken else f"{article.id}-{_short_hash(item.identity)}"
            taken.add(name)
            plan.added.append((replace(article, id=name), item.identity, item.content_sha256))


def _in_memory(articles: Iterable[Article]) -> list[_Found]:
    found: dict[str, _Found] = {}
    for article in articles:
        fields = (article.title, article.source, article.url, article.published, article.topics, article.sha256)
        digest = sha256(repr(fields).encode()).hexdigest()
        item = _Found(_MEMORY + article.id, article.source, digest, partial(_same, article))
        if found.setdefault(article.id, item).content_sha256 != digest:
            raise CorpusError(f"two articles have the id {article.id!r}: give each its own")
    return list(found.values())


def _same(article: Article) -> Article:
    return article


def _is_gone(identity: str, roots: Sequence[Path]) -> bool:
    """Tell whether a file was below one of the roots and is surely there no more; one that can't be looked at may be."""
    if identity.startswith(_MEMORY) or not any(Path(identity).is_relative_to(root) for root in roots):
        return False
    try:
        os.lstat(identity)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        pass
    return False


def _short_hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:6]
