"""Is a library in order? The catalog and both indexes against each other, and every article."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from rag.errors import IndexBroken
from rag.library.catalog import Catalog
from rag.library.checks import Finding, check_articles, finding
from rag.library.generations import generation_folder
from rag.library.index.manifest import Manifest
from rag.library.view import View


def examine(state: Path, catalog: Catalog, today: date) -> list[Finding]:
    """Return what is wrong with a library, first what is broken.

    Args:
        state: the state folder.
        catalog: its catalog.
        today: later days of publication are impossible.

    Raises:
        IndexBroken: when the catalog can't be read: nothing can be rebuilt from it.
    """
    with catalog.view() as view:
        view.check_texts()
        found = list(finding("without vectors", view.chunks_without_vectors(), broken=True))
        if view.generation:
            found += _indexes(state, view)
        articles = (article for article, _ in view.articles())
        return [*found, *check_articles(articles, today)]


def _indexes(state: Path, view: View) -> Iterator[Finding]:
    """Yield where an index does not hold exactly the chunks of the catalog."""
    from rag.library.index.opened import Indexes

    folder = generation_folder(state, view.index)
    try:
        Manifest.read(folder)
        indexes = Indexes.open(folder, view.languages())
    except IndexBroken as error:
        yield Finding("the index can't be read", 1, (str(error),), broken=True)
        return
    chunks = view.chunk_ids(known.id for known in view.known())
    try:
        ids = {"dense": indexes.dense.ids(), "lexical": indexes.lexical.ids()}
    finally:
        indexes.close()
    for name, have in ids.items():
        yield from compare(name, chunks, have)


def compare(name: str, chunks: Sequence[str], have: Sequence[str]) -> Iterator[Finding]:
    """Yield what an index lacks and has too much, by the ids of the chunks.

    >>> [one.check for one in compare("dense", ["a", "b"], ["b", "c", "c"])]
    ['not in the dense index', 'only in the dense index', 'twice in the dense index']
    """
    wanted, found = set(chunks), set(have)
    repeated = [one for one, count in Counter(have).items() if count > 1]
    yield from finding(f"not in the {name} index", sorted(wanted - found), broken=True)
    yield from finding(f"only in the {name} index", sorted(found - wanted), broken=True)
    yield from finding(f"twice in the {name} index", sorted(repeated), broken=True)
