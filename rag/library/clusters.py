"""The clusters of copies, read from the catalog; `rag.library.copies` keeps them right."""

from collections import defaultdict
from collections.abc import Iterable

import sqlalchemy as sa

from rag.core.article import ArticleInfo
from rag.core.cluster import Cluster, age
from rag.library.rows import article_info, publisher
from rag.library.schema import articles_table, clusters_table, parts


def origins(connection: sa.Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return the id of the origin of each of these articles that is in a cluster."""
    column, origin = clusters_table.c.article_id, clusters_table.c.origin_id
    found: dict[str, str] = {}
    for part in parts(dict.fromkeys(ids)):
        rows = connection.execute(sa.select(column, origin).where(column.in_(part)))
        found.update((name, first) for name, first in rows)
    return found


def clusters(connection: sa.Connection, ids: Iterable[str]) -> dict[str, Cluster]:
    """Return the cluster of each of these articles that is in one, by its id."""
    of = origins(connection, ids)
    members = {first: _members(connection, first) for first in set(of.values())}
    return {name: members[first] for name, first in of.items()}


def _members(connection: sa.Connection, origin: str) -> Cluster:
    """Return a cluster; of exact copies in one outlet, or in none that is known, only one."""
    columns = [c for c in articles_table.c if c.name not in ("text", "topics")]
    query = sa.select(*columns).join(
        clusters_table, clusters_table.c.article_id == articles_table.c.id
    )
    rows = connection.execute(query.where(clusters_table.c.origin_id == origin)).all()
    outlets = {row.id: publisher(row) for row in rows}
    infos = sorted(map(article_info, rows), key=lambda info: (info.id != origin, age(info)))
    printed: dict[str, set[str]] = defaultdict(set)
    for info in infos:
        printed[info.sha256].add(outlets[info.id])
    kept: dict[tuple[str, str], ArticleInfo] = {}
    for info in infos:
        outlet = outlets[info.id] or min(printed[info.sha256] - {""}, default="")
        kept.setdefault((info.sha256, outlet), info)
    return Cluster(tuple(kept.values()), len(infos))
