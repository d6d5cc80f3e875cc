"""What a sync has to do, and its rows: one for each article and for each file without one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from rag.core.corpus import Failure, SyncRow
from rag.library.records import Following, Item, Known, Move
from rag.library.seen import Seen
from rag.library.spool import Spool


@dataclass(slots=True)
class Plan:
    """What a sync has to do.

    Attributes:
        added, changed: articles to index; of many only a spool has room.
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

    added: list[Item] | Spool[Item] = field(default_factory=list)
    changed: list[Item] | Spool[Item] = field(default_factory=list)
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
            if isinstance(values, dict):
                values = list(islice(reversed(values.items()), count))[::-1]
            yield from (self._row(state, value) for value in values[-count:])

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


def _outcomes(plan: Plan) -> dict[str, Sequence[Any] | dict[str, Move]]:
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
