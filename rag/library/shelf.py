"""Every article as a list of the library shows it: what is known of it, and where it comes from."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from rag.core.article import ArticleInfo
from rag.library.rows import article_info, publisher
from rag.library.schema import articles_table, clusters_table
from rag.library.view import View


@dataclass(frozen=True, slots=True)
class Shelved:
    """An article on the shelf.

    Attributes:
        info: what is known of it besides its text.
        topics: its key words.
        identity: where it comes from: see `rag.library.records.Source`.
        outlet: who published it; empty where only the name of its file is known.
        origin: the id of the article that it is a copy of, or its own where it is the first of a
            cluster; empty where it is in none.
    """

    info: ArticleInfo
    topics: tuple[str, ...]
    identity: str
    outlet: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """All articles of a library, by id, and the ids of each cluster, by that of its origin."""

    articles: Mapping[str, Shelved]
    clusters: Mapping[str, Sequence[str]]

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who published the articles, each once, sorted."""
        return tuple(sorted({one.outlet for one in self.articles.values()} - {""}))


EMPTY = Shelf({}, {})
"""The shelf of a library without articles."""


def shelf(view: View) -> Shelf:
    """Return all articles that a view sees.

    Raises:
        IndexBroken: when a row can't be read.
    """
    about = [column for column in articles_table.c if column.name != "text"]
    joined = articles_table.outerjoin(
        clusters_table, clusters_table.c.article_id == articles_table.c.id
    )
    query = sa.select(*about, clusters_table.c.origin_id).select_from(joined)
    made = list(view.made(query.order_by(articles_table.c.id), _shelved))
    clusters: dict[str, list[str]] = defaultdict(list)
    for one in made:
        if one.origin:
            clusters[one.origin].append(one.info.id)
    return Shelf({one.info.id: one for one in made}, dict(clusters))


def _shelved(row: sa.Row[tuple[object, ...]]) -> Shelved:
    topics, origin = tuple(row.topics), row.origin_id or ""
    return Shelved(article_info(row), topics, row.identity, publisher(row), origin)
