"""What a sync has to do, put together from what is there and what is known."""

import os
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from hashlib import sha256

from rag.core.article import Article
from rag.core.corpus import Failure
from rag.errors import CorpusError, LimitReached, PassedOver, TryAgain
from rag.library.planned import Plan
from rag.library.records import MEMORY, Item, Known, Move, Source, digest, identity, is_web, place
from rag.library.seen import Seen
from rag.sources.about import Reading
from rag.sources.revisions import revision


class Sorter:
    """Puts what is there into a plan, a file at a time: no more than one is in memory.

    Args:
        plan: what is put into.
        known: what is indexed.
        outdated: the files whose articles older parsers have read.

    Attributes:
        kept: the identities of known articles about which nothing more is to be found out.
    """

    def __init__(self, plan: Plan, known: Sequence[Known], outdated: Collection[str] = ()) -> None:
        self._plan = plan
        self._known = known
        self._outdated = outdated
        self._by_identity = {old.identity: old for old in known}
        self._by_path: dict[str, list[Known]] = defaultdict(list)
        self._movable: dict[tuple[str, str], list[Known]] = defaultdict(list)
        for old in known:
            self._by_path[old.path].append(old)
        for path, there in self._by_path.items():
            if path.startswith(MEMORY) or not is_web(path) and not os.path.lexists(path):
                for old in there:
                    self._movable[old.content].append(old)
        self._taken = {old.id for old in known}
        self._parsed: set[str] = set()
        self.kept: set[str] = set()

    def keep(self, path: str) -> None:
        """Let the known articles of a file stay as they are, which can't be read now."""
        self.kept.update(old.identity for old in self._by_path.get(path, ()))

    def has(self, path: str, seen: Seen) -> bool:
        """Tell whether nothing is to be done for a file whose bytes are those that were seen.

        Its articles are indexed as they were read then, or none could be read.
        """
        old = self._by_path.get(path)
        return bool(seen.problem or old and all(one.sha256 == seen.sha256 for one in old))

    def put_unread(self, path: str, name: str, seen: Seen) -> None:
        """Put in a file whose bytes are those of an earlier sync.

        Where nothing could be read in them then, nothing can be now.
        """
        if seen.problem:
            self._plan.failed.append(Failure(name, seen.problem, path))
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
    ) -> Seen:
        """Put the articles of a file or page in.

        Args:
            path: its canonical path or address.
            name: what a reader sees.
            sha256: the hash of its bytes.
            parse: returns its articles.
            was: the addresses that it had before.

        Returns:
            What is to be remembered of the file: how it was read, or why it could not be.
        """
        at = next((name for name in (path, *was) if name in self._by_path), path)
        reading = _parsed(parse, Source(path, name, sha256), self._plan)
        if isinstance(reading, Seen):
            self.keep(at)
            return reading
        if path in self._outdated:
            self._plan.reread.append(name)
        self._plan.warned += [Failure(name, warning, path) for warning in reading.warnings]
        self._parsed.update((path, at))
        for part, article in reading.articles.items():
            before = self._by_identity.get(identity(at, part))
            self.put(Source(identity(path, part), name, sha256), article, before)
        return Seen(None, sha256, "", reading.format, revision(reading.format))

    def put(self, source: Source, article: Article, before: Known | None = None) -> None:
        """Put in an article that is there, and what is known of it, maybe under an old address."""
        plan, before = self._plan, before or self._by_identity.get(source.identity)
        url = article.url if is_web(source.identity) else ""
        content = digest(article)
        self.kept.add(before.identity if before else source.identity)
        if before and before.sha256 == source.sha256 and before.identity != source.identity:
            plan.moved[before.id] = Move(source, article.outlet, url)
        elif before and content in (before.digest, before.sha256):
            plan.unchanged.append(before.id)
            if before.sha256 != source.sha256:
                plan.same[before.id] = Move(source, article.outlet, url)
        elif before:
            plan.changed.append(Item(replace(article, id=before.id), source))
        elif movable := self._movable.get((source.sha256, place(source.identity)[1])):
            moved = movable.pop(0)
            self.kept.add(moved.identity)
            if moved.path in self._outdated or moved.in_memory and moved.digest != content:
                plan.changed.append(Item(replace(article, id=moved.id), source))
            else:
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


def _parsed(parse: Callable[[], Reading], source: Source, plan: Plan) -> Reading | Seen:
    """Return the articles of a file, or why there are none; one costs only itself."""
    limit = ""
    try:
        return parse()
    except PassedOver as error:
        plan.passed_over.append(Failure(source.name, str(error), source.identity))
        return Seen(None, source.sha256)
    except TryAgain as error:
        plan.failed.append(Failure(source.name, str(error), source.identity))
        return Seen(None, source.sha256)
    except LimitReached as error:
        reason, limit = str(error), error.limit
    except CorpusError as error:
        reason = str(error)
    except Exception as error:  # whatever a file makes a parser do
        reason = f"can't be parsed ({type(error).__name__})"
    plan.failed.append(Failure(source.name, reason, source.identity))
    return Seen(None, source.sha256, reason, "", revision(""), limit)


def _short_hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:6]
