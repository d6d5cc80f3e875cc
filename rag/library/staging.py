"""The indexes of the next generation, built beside the current one from what a sync has to do."""

from collections.abc import Collection
from functools import partial
from itertools import chain
from pathlib import Path

from rag.library.catalog import Catalog
from rag.library.generations import build, new_name
from rag.library.index.manifest import Manifest
from rag.library.planned import Plan
from rag.library.rebuilding import outdated_chunks, relabelled
from rag.library.records import Entry, Tell
from rag.library.spool import Spool


def stage(
    state: Path,
    catalog: Catalog,
    manifest: Manifest,
    plan: Plan,
    entries: Collection[Entry],
    tell: Tell,
    *,
    copy: bool,
) -> str:
    """Build the next generation, which nobody reads yet, and return the name of its folder.

    Args:
        state: the state folder.
        catalog: as it is before, with the vectors of what is added.
        manifest: what the indexes are made with.
        plan: what has to be done.
        entries: what is added.
        tell: called as chunks are indexed.
        copy: whether the next one begins with a copy of the current one.
    """
    with catalog.view() as view:
        generation, before = view.generation, view.index
        moved = Spool(state, relabelled(view, plan.moves) if copy else ())
        stale = outdated_chunks(view, plan, chain(entries, moved)) if copy else None
    name = new_name(generation + 1)
    indexed = partial(chain, entries, moved)
    build(state, name, before, catalog, manifest, indexed, stale, tell)
    return name
