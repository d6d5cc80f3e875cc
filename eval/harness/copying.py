"""Which articles a catalog takes for copies, against what they are."""

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from eval.harness.files import TOWN
from rag.core.article import Article
from rag.library.catalog import FILE_NAME, Catalog
from rag.library.records import Entry, Item, Source
from rag.sources.files import read_file


def town_articles(folder: Path = TOWN) -> tuple[list[Article], dict[str, str]]:
    """Return the articles of the town's files, and the original of each copy, by ids.

    An article is called as its file.
    """
    described = json.loads((folder / "clean" / "meta.json").read_text(encoding="utf-8"))
    articles = []
    for file in described:
        for part, read in read_file(str(folder / "articles" / file), file).parse().articles.items():
            articles.append(replace(read, id=_id(f"{file}{part}")))
    copies = {
        _id(file): _id(meta["duplicate_of"])
        for file, meta in described.items()
        if meta["duplicate_of"]
    }
    return articles, copies


def clusters(articles: Sequence[Article]) -> dict[str, str]:
    """Return the origin of each article that a catalog puts into a cluster, by ids."""
    with tempfile.TemporaryDirectory() as folder:
        catalog = Catalog(Path(folder) / FILE_NAME)
        sources = (Source(f"/{one.id}", one.outlet, one.sha256) for one in articles)
        items = [Item(one, source) for one, source in zip(articles, sources, strict=True)]
        catalog.switch(1, [Entry(item, (), ()) for item in items], (), {})
        with catalog.view() as view:
            origins = view.origins(one.id for one in articles)
        catalog.close()
    return origins


def judged_pairs(
    articles: Sequence[Article], copies: Mapping[str, str]
) -> Iterator[tuple[str, bool, bool]]:
    """Yield each pair of articles: its name, whether it is one of copies, whether it is taken so.

    Args:
        articles: the articles.
        copies: the original of each copy, by ids.
    """
    origins = clusters(articles)
    for one, other in combinations(sorted(article.id for article in articles), 2):
        is_pair = copies.get(one, one) == copies.get(other, other)
        yield f"{one} / {other}", is_pair, origins.get(one, one) == origins.get(other, other)


def _id(file: str) -> str:
    return file.replace(" ", "-").replace(":", "-")
