"""What is indexed anew though its source did not change."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from rag.core.article import Article
from rag.errors import IndexBroken
from rag.library.index.contents import check_contents
from rag.library.index.manifest import Manifest
from rag.library.planned import Plan
from rag.library.records import Item, Known, Source


def is_unfit(folder: Path, wanted: Manifest) -> bool:
    """Tell whether an earlier Footnote made an index or its files are damaged.

    Args:
        folder: that of its generation.
        wanted: the settings in force.

    Raises:
        IndexStale: when it was made with other settings.
        IndexBroken: when it can't be told with which.
    """
    have = Manifest.read(folder)
    replace(have, format=wanted.format).check(wanted)
    try:
        check_contents(folder)
    except IndexBroken:
        return True
    return have.format < wanted.format


def to_rebuild(plan: Plan, stored: Iterable[tuple[Article, Known]]) -> list[Item]:
    """Return the stored articles that stay as they are, to be indexed from the catalog's text."""
    skip = {*plan.removed, *(item.article.id for item in plan.changed)}
    again = []
    for article, known in stored:
        if article.id in skip:
            continue
        source = Source(known.identity, article.outlet, known.sha256)
        if move := plan.moved.get(article.id) or plan.same.get(article.id):
            article = replace(article, outlet=move.outlet, url=move.url or article.url)
            source = move.source
        again.append(Item(article, source))
    return again
