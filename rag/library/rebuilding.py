"""What is indexed anew though its source did not change."""

from collections.abc import Iterable
from dataclasses import replace

from rag.core.article import Article
from rag.library.records import Item, Known, Source
from rag.library.sorting import Plan


def to_rebuild(plan: Plan, stored: Iterable[tuple[Article, Known]]) -> list[Item]:
    """Return the stored articles that stay as they are, to be indexed from the catalog's text."""
    skip = {*plan.removed, *(item.article.id for item in plan.changed)}
    again = []
    for article, known in stored:
        if article.id in skip:
            continue
        source = Source(known.identity, article.outlet, known.sha256)
        if move := plan.moved.get(article.id) or plan.same.get(article.id):
            article, source = replace(article, outlet=move.outlet), move.source
        again.append(Item(article, source))
    return again
