"""Fields of a chunk and bounds of a search as Chroma has them."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from rag.core.corpus import Filter
from rag.library.index.fields import Bounds, Fields, as_number, small

_MOST_NAMES, _MOST_PARTS = 10_000, 100
"""How many names, and how many alternatives, one of Chroma's filters can have."""


def metadata_of(fields: Fields) -> dict[str, Any]:
    """Return fields as Chroma keeps them; it has no empty lists."""
    lists = {"topics": list(fields.topics), "authors": list(fields.authors)}
    found: dict[str, Any] = {"article_id": fields.article_id, "outlet": fields.outlet}
    found |= {name: values for name, values in lists.items() if values}
    return found if fields.day is None else found | {"day": fields.day}


def wheres_of(bounds: Bounds) -> Iterator[Any]:
    """Yield filters of Chroma's; a chunk passes bounds where it passes any of them."""
    choices: list[list[Any]] = []
    if bounds.articles is not None:
        choices.append(_names("article_id", sorted(bounds.articles)))
    for where in bounds.filters:
        choices += _choices(where)
    for conditions in product(*choices):
        yield {"$and": list(conditions)} if len(conditions) > 1 else next(iter(conditions), None)


def _choices(where: Filter) -> Iterator[list[Any]]:
    """Yield conditions, one of each list of which must hold; articles are not among them."""
    if where.outlets:
        yield _names("outlet", where.outlets)
    for name, values in (("topics", where.topics), ("authors", where.authors)):
        if values:
            several = [{name: {"$contains": value}} for value in small(values)]
            yield [
                part[0] if len(part) == 1 else {"$or": part}
                for part in _parts(several, _MOST_PARTS)
            ]
    if where.since:
        yield [{"day": {"$gte": as_number(where.since)}}]
    if where.until:
        yield [{"day": {"$lte": as_number(where.until)}}]


def _names(field: str, names: Sequence[str]) -> list[Any]:
    return [{field: {"$in": part}} for part in _parts(names, _MOST_NAMES)]


def _parts(values: Sequence[Any], size: int) -> Iterator[list[Any]]:
    for start in range(0, len(values), size):
        yield list(values[start : start + size])
