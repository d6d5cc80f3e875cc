"""Files to plan a sync of, and what is known once a plan was carried out."""

from collections.abc import Iterable
from pathlib import Path

from rag.library.planned import Plan
from rag.library.records import Item, Known, digest


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def known_after(plan: Plan, before: Iterable[Known] = ()) -> list[Known]:
    """Return what the catalog knows once a plan was carried out."""
    new = {
        item.article.id: Known(
            item.article.id, item.source.identity, item.source.sha256, digest(item.article)
        )
        for item in [*plan.added, *plan.changed]
    }
    old = {known.id: known for known in before if known.id not in plan.removed}
    for name, move in (plan.moved | plan.same).items():
        old[name] = Known(name, move.source.identity, move.source.sha256, old[name].digest)
    return list((old | new).values())


def ids(items: Iterable[Item]) -> list[str]:
    return [item.article.id for item in items]
