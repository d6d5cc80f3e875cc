"""One consistent reading of the catalog."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cached_property, partial
from types import MappingProxyType

import sqlalchemy as sa

from rag.core.article import Article
from rag.core.cluster import Cluster
from rag.core.corpus import Facts, Names
from rag.core.passage import Chunk
from rag.core.vectors import StoredVectors
from rag.errors import IndexBroken
from rag.library import clusters
from rag.library.database import START_ANEW
from rag.library.records import Known
from rag.library.rows import (
    as_float32,
    check_text,
    checked_article,
    cut_chunk,
    known_article,
    seen_file,
    stored_chunk,
    stored_version,
)
from rag.library.schema import (
    articles_table,
    chunks_table,
    feedback_table,
    files_table,
    meta_table,
    parts,
    vectors_table,
    versions_table,
)
from rag.library.seen import Seen
from rag.library.transaction import NOT_ABOUT, Transaction


class View(Transaction):
    """What the catalog holds at one moment, in one read transaction.

    It lives as long as the context of `Catalog.view`, and sees the catalog before a sync or after
    it, never a mix.
    """

    @property
    def generation(self) -> int:
        """The number of the index that belongs to this reading; 0 when nothing was indexed."""
        value = self.meta("generation") or "0"
        if not value.isdecimal():
            raise IndexBroken(f"the catalog's generation is {value[:40]!r}: {START_ANEW}")
        return int(value)

    @property
    def index(self) -> str:
        """The name of the folder of the index that belongs to this reading."""
        return self.meta("index") or f"{self.generation:06d}"

    def known(self) -> list[Known]:
        """Return every article as a sync knows it, sorted by identity."""
        columns = articles_table.c
        query = sa.select(columns.id, columns.identity, columns.content_sha256, columns.digest)
        return list(self.made(query.order_by(columns.identity), known_article))

    def seen(self) -> Mapping[str, Seen]:
        """Return the files as syncs found them, by their canonical paths; read once."""
        return self._files

    @cached_property
    def _files(self) -> Mapping[str, Seen]:
        return MappingProxyType(dict(self.made(sa.select(files_table), seen_file)))

    def article(self, article_id: str) -> Article | None:
        """Return the article with this id, or None."""
        query = sa.select(articles_table).where(articles_table.c.id == article_id)
        return next(self.made(query, checked_article), None)

    def version(self, article_id: str, sha256: str) -> Article | None:
        """Return an article as it was when its text had this hash, or None where that is not kept.

        An earlier version has the title, outlet, URL and date of its time.
        """
        article = self.article(article_id)
        if article and article.sha256 == sha256:
            return article
        same = (versions_table.c.article_id == article_id, versions_table.c.sha256 == sha256)
        return next(self.made(sa.select(versions_table).where(*same), stored_version), None)

    def articles(self, holding: Iterable[str] = ()) -> Iterator[tuple[Article, Known]]:
        """Yield every article whose text has each of these strings in it, sorted by id.

        Each comes with what a sync knows of it.
        """
        columns = articles_table.c
        held = [sa.func.instr(columns.text, words) > 0 for words in holding]
        query = sa.select(articles_table).where(*held).order_by(columns.id)
        yield from self.made(query, lambda row: (checked_article(row), known_article(row)))

    def check_texts(self) -> None:
        """Compare every article's text with its hash.

        Raises:
            IndexBroken: naming the first that is damaged.
        """
        columns = articles_table.c
        query = sa.select(columns.id, columns.sha256, columns.text)
        for _ in self.made(query, check_text):
            pass

    def names(self) -> Names:
        """Return the outlets, authors and topics of all articles, sorted."""
        columns = articles_table.c
        outlets = self._connection.execute(sa.select(columns.outlet).distinct()).scalars()
        authors, topics = (
            {name for names in self._connection.execute(query).scalars() for name in names}
            for query in (
                sa.select(column).distinct() for column in (columns.authors, columns.topics)
            )
        )
        named = filter(None, outlets)
        return Names(tuple(sorted(named)), tuple(sorted(authors)), tuple(sorted(topics)))

    def languages(self) -> tuple[str, ...]:
        """Return the languages of the articles, sorted."""
        column = articles_table.c.language
        query = sa.select(column).distinct().order_by(column)
        return tuple(self._connection.execute(query).scalars())

    def chunk_ids(self, article_ids: Iterable[str]) -> list[str]:
        """Return the ids of all chunks of some articles, sorted."""
        ids: list[str] = []
        for part in parts(article_ids):
            query = sa.select(chunks_table.c.id).where(chunks_table.c.article_id.in_(part))
            ids += self._connection.execute(query).scalars()
        return sorted(ids)

    def chunks_without_vectors(self) -> list[str]:
        """Return the ids of the chunks whose vectors are missing, sorted; none should be."""
        kept = sa.exists().where(vectors_table.c.key == chunks_table.c.vector_key)
        query = sa.select(chunks_table.c.id).where(~kept).order_by(chunks_table.c.id)
        return list(self._connection.execute(query).scalars())

    def chunks(self, ids: Iterable[str]) -> dict[str, tuple[Chunk, StoredVectors]]:
        """Return chunks with their vectors by chunk id; an unknown id is left out."""
        columns = chunks_table.c
        length = columns.end - columns.start
        text = sa.func.substr(articles_table.c.text, columns.start + 1, length)
        about = [c for c in articles_table.c if c.name not in ("topics", *NOT_ABOUT)]
        vectors = (vectors_table.c.dense, vectors_table.c.tokens, vectors_table.c.offsets)
        query = sa.select(
            *about, columns.start, columns.end, columns.sentences, text.label("words"), *vectors
        ).select_from(
            chunks_table.join(articles_table).join(
                vectors_table, columns.vector_key == vectors_table.c.key
            )
        )
        return {
            chunk.id: (chunk, vectors)
            for part in parts(ids)
            for chunk, vectors in self.made(query.where(columns.id.in_(part)), stored_chunk)
        }

    def cut(self, article: Article) -> list[tuple[Chunk, str]]:
        """Return the chunks of an article, each with the key of its vectors, in their order."""
        columns = chunks_table.c
        query = sa.select(columns.start, columns.end, columns.sentences, columns.vector_key)
        query = query.where(columns.article_id == article.id).order_by(columns.start)
        return list(self.made(query, partial(cut_chunk, article)))

    def vectors(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Return the dense vectors (float32 bytes) that are stored under some keys."""
        found: dict[str, bytes] = {}
        columns = vectors_table.c
        for part in parts(keys):
            query = sa.select(columns.key, columns.dense).where(columns.key.in_(part))
            found.update((key, as_float32(dense)) for key, dense in self._connection.execute(query))
        return found

    def origins(self, article_ids: Iterable[str]) -> dict[str, str]:
        """Return the id of the origin of each of these articles that is in a cluster."""
        return clusters.origins(self._connection, article_ids)

    def clusters(self, article_ids: Iterable[str]) -> dict[str, Cluster]:
        """Return the cluster of each of these articles that is in one, by the article's id."""
        return clusters.clusters(self._connection, article_ids)

    def facts(self) -> Facts:
        """Return what the corpus is, in numbers and dates."""
        published = articles_table.c.published
        query = sa.select(sa.func.count(), sa.func.min(published), sa.func.max(published))
        (articles, first, last), *_ = self.made(query, tuple)
        counted = sa.select(sa.func.count()).select_from(chunks_table)
        chunks = self._connection.execute(counted).scalar_one()
        synced = self.meta("synced")
        moment = datetime.fromisoformat(synced) if synced else None
        return Facts(articles, chunks, first, last, moment)

    def feedback(self, after: int = 0) -> list[tuple[int, str]]:
        """Return what was said of answers behind a number, oldest first: number and JSON."""
        columns = feedback_table.c
        query = sa.select(columns.id, columns.record).where(columns.id > after)
        rows = self._connection.execute(query.order_by(columns.id))
        return [(number, record) for number, record in rows]

    def meta(self, key: str) -> str | None:
        """Return what is noted under a key, or None."""
        query = sa.select(meta_table.c.value).where(meta_table.c.key == key)
        return self._connection.execute(query).scalar()
