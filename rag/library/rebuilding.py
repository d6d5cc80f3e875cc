"""What is indexed anew though its source did not change."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from rag.core.article import Article
from rag.core.corpus import Filter
from rag.errors import IndexBroken
from rag.library.index.contents import check_contents
from rag.library.index.manifest import Manifest
from rag.library.planned import Plan
from rag.library.records import Entry, Item, Known, Move, Source
from rag.library.view import View


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
        check_contents(folder, by_stamp=True)
    except IndexBroken:
        return True
    return have.format < wanted.format


def to_rebuild(plan: Plan, stored: Iterable[tuple[Article, Known]]) -> Iterator[Item]:
    """Yield the stored articles that stay as they are, to be indexed from the catalog's text."""
    skip = {*plan.removed, *(item.article.id for item in plan.changed)}
    for article, known in stored:
        if article.id in skip:
            continue
        source = Source(known.identity, article.outlet, known.sha256)
        if move := plan.moved.get(article.id) or plan.same.get(article.id):
            article = replace(article, outlet=move.outlet, url=move.url or article.url)
            source = move.source
        yield Item(article, source)


def relabelled(view: View, moves: Mapping[str, Move]) -> Iterator[Entry]:
    """Yield the articles that have another outlet where they are now, with it, as they are stored.

    Their texts and vectors stay; what the indexes know of them does not.
    """
    for info in view.infos(Filter(articles=tuple(moves))) if moves else ():
        move = moves[info.id]
        article = view.article(info.id)
        if article and article.outlet != move.outlet:
            article = replace(article, outlet=move.outlet, url=move.url or article.url)
            pairs = view.cut(article)
            chunks, keys = [chunk for chunk, _ in pairs], [key for _, key in pairs]
            yield Entry(Item(article, move.source), chunks, keys)


def outdated_chunks(view: View, plan: Plan, entries: Iterable[Entry]) -> list[str]:
    """Return the ids of the chunks that an index has no more.

    Args:
        view: the catalog as it is before.
        plan: what has to be done.
        entries: the articles that are indexed anew.
    """
    return view.chunk_ids([*plan.removed, *(entry.item.article.id for entry in entries)])
