"""What a sync has to do, and its rows: one for each article and for each file without one."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from rag.core.corpus import Failure, SyncRow
from rag.library.records import Entry, Following, Item, Known, Move
from rag.library.seen import Seen


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
        sources: what is followed from now on; None where that stays as it is.
        reread: files that did not change and were read again by better parsers.
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
    sources: list[Following] | None = field(default=None, compare=False, repr=False)
    reread: list[str] = field(default_factory=list, compare=False)
    seen: dict[str, Seen] = field(default_factory=dict, compare=False, repr=False)

    @property
    def moves(self) -> dict[str, Move]:
        """The new sources of articles that are not indexed anew, by their ids."""
        return self.moved | self.same

    @property
    def empty(self) -> bool:
        """Whether the index is already what it should be."""
        return not (self.added or self.changed or self.moved or self.same or self.removed)


class PlanRows:
    """The rows of a plan, as it grows.

    Args:
        plan: what is put together.
        known: what is indexed.
    """

    def __init__(self, plan: Plan, known: Sequence[Known]) -> None:
        self._outcomes = _outcomes(plan)
        self._paths = {old.id: old.path for old in known}
        self._sizes = dict.fromkeys(self._outcomes, 0)

    def new(self) -> tuple[SyncRow, ...]:
        """Return the rows that came since the last call."""
        return tuple(self._new())

    def _new(self) -> Iterator[SyncRow]:
        for state, values in self._outcomes.items():
            if not (count := len(values) - self._sizes[state]):
                continue
            self._sizes[state] = len(values)
            latest = values.items() if isinstance(values, dict) else values
            for value in reversed(list(islice(reversed(latest), count))):
                yield self._row(state, value)

    def _row(self, state: str, value: str | Item | tuple[str, Move] | Failure) -> SyncRow:
        match value:
            case str():
                return SyncRow(state, self._paths[value], value)
            case Item(article, source):
                return SyncRow(state, source.name, article.id)
            case (str(article_id), Move(source)):
                return SyncRow(state, source.name, article_id)
            case Failure(path, reason):
                return SyncRow(state, path, "", reason)


class Finishing:
    """Tells which articles are done, as their chunks are.

    Args:
        entries: the articles; their chunks are done in this order.
        state: of their rows.
    """

    def __init__(self, entries: Iterable[Entry], state: str) -> None:
        self._left, self._state = deque(entries), state
        self._done: set[str] = set()

    def __call__(self, keys: Iterable[str]) -> tuple[SyncRow, ...]:
        """Return the rows of the articles that are done since the last call.

        Args:
            keys: those of the vectors of the chunks that are done now.
        """
        self._done.update(keys)
        rows = []
        while self._left and self._done.issuperset(self._left[0].vector_keys):
            item = self._left.popleft().item
            rows.append(SyncRow(self._state, item.source.name, item.article.id))
        return tuple(rows)


def _outcomes(plan: Plan) -> dict[str, list[Any] | dict[str, Move]]:
    """Return what a plan lists, by the state of its rows."""
    return {
        "added": plan.added,
        "changed": plan.changed,
        "moved": plan.moved,
        "removed": plan.removed,
        "unchanged": plan.unchanged,
        "failed": plan.failed,
        "warned": plan.warned,
        "passed over": plan.passed_over,
    }
