"""The rows of the catalog's tables, and what is read back from them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from hashlib import sha256
from typing import Any

import numpy as np

from rag.core.article import Article, ArticleInfo
from rag.core.corpus import Filter
from rag.core.details import Details
from rag.core.passage import Chunk
from rag.core.span import Span
from rag.core.vectors import StoredVectors
from rag.errors import IndexBroken
from rag.library.database import START_ANEW
from rag.library.records import Entry, KeptVersion, Known, digest, place
from rag.library.seen import Seen, Stamp


def article_row(entry: Entry) -> dict[str, object]:
    """Return the row of an article."""
    article, source = entry.item.article, entry.item.source
    names = ("id", "title", "outlet", "url", "published", "sha256", "text", "language")
    return {name: getattr(article, name) for name in names} | {
        "topics": list(article.topics),
        "authors": list(article.authors),
        "details": article.details.as_json(),
        "digest": digest(article),
        **judgement(article.suspicions, article.suspicious_title),
        "identity": source.identity,
        "content_sha256": source.sha256,
    }


def chunk_rows(entry: Entry) -> Iterator[dict[str, object]]:
    """Yield the rows of an article's chunks."""
    for chunk, key in zip(entry.chunks, entry.vector_keys, strict=True):
        yield {
            "id": chunk.id,
            "article_id": chunk.article.id,
            "start": chunk.span.start,
            "end": chunk.span.end,
            "sentences": [[span.start, span.end] for span in chunk.sentences],
            "vector_key": key,
        }


def publisher(row: Any) -> str:
    """Return who published the article in a row; empty where the name of its file stands for it."""
    outlet: str = row.outlet
    return "" if place(row.identity)[0].endswith(outlet) else outlet


def article_info(row: Any) -> ArticleInfo:
    """Return what a row says of an article besides its text."""
    return ArticleInfo(
        row.id,
        row.title,
        row.outlet,
        row.url,
        row.published,
        row.sha256,
        row.language,
        tuple(row.authors),
        Details.from_json(row.details),
        _suspicions(row),
        row.suspicious_title,
    )


def stored_article(row: Any) -> Article:
    """Return the article in a row."""
    return _article(row, row.id, row.title, row.topics)


def stored_version(row: Any) -> Article:
    """Return the article in a row of the versions, as it was; its topics are not kept."""
    return _article(row, row.article_id, row.title or row.article_id, ())


def _article(row: Any, name: str, title: str, topics: Iterable[str]) -> Article:
    about = {"outlet": row.outlet, "url": row.url, "published": row.published}
    words = {"topics": topics, "language": row.language, "authors": row.authors}
    details = Details.from_json(row.details)
    judgement = {"suspicions": _suspicions(row), "suspicious_title": row.suspicious_title}
    return Article(row.text, title, name, details=details, **about, **words, **judgement)


def _suspicions(row: Any) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in row.suspicions)


def judgement(suspicions: Iterable[Span], suspicious_title: bool) -> dict[str, object]:
    """Return where an article talks to a language model, as the columns have it."""
    spans = [[span.start, span.end] for span in suspicions]
    return {"suspicions": spans, "suspicious_title": suspicious_title}


def cut_chunk(article: Article, row: Any) -> tuple[Chunk, str]:
    """Return the chunk of an article in a row, and the key of its vectors."""
    span = Span(row.start, row.end)
    sentences = tuple(Span(start, end) for start, end in row.sentences)
    return Chunk(article.info, span, span.slice(article.text), sentences), row.vector_key


def stored_chunk(row: Any) -> tuple[Chunk, StoredVectors]:
    """Return the chunk in a row, and its vectors."""
    sentences = tuple(Span(start, end) for start, end in row.sentences)
    chunk = Chunk(article_info(row), Span(row.start, row.end), row.words, sentences)
    return chunk, StoredVectors(row.dense, row.tokens, row.offsets)


def as_float32(dense: bytes) -> bytes:
    """Return a vector that is stored in float16 in float32."""
    return np.frombuffer(dense, dtype=np.float16).astype(np.float32).tobytes()


def file_row(path: str, seen: Seen) -> dict[str, object]:
    """Return the row of a file as it was seen."""
    stamp = asdict(seen.stamp) if seen.stamp else dict.fromkeys(("size", "modified", "changed"))
    names = ("sha256", "problem", "format", "revision", "limit")
    return stamp | {"path": path} | {name: getattr(seen, name) for name in names}


def seen_file(row: Any) -> tuple[str, Seen]:
    """Return the path of a file in a row, and how it was seen."""
    stamp = None if row.size is None else Stamp(row.size, row.modified, row.changed)
    about = (row.sha256, row.problem, row.format, row.revision, row.limit)
    return row.path, Seen(stamp, *about)


def version_row(version: KeptVersion) -> dict[str, object]:
    """Return the row of an earlier version."""
    article = version.article
    names = ("sha256", "text", "title", "outlet", "url", "published", "language")
    return {name: getattr(article, name) for name in names} | {
        "article_id": article.id,
        "replaced_at": version.replaced,
        **judgement(article.suspicions, article.suspicious_title),
        "authors": list(article.authors),
        "details": article.details.as_json(),
    }


def known_article(row: Any) -> Known:
    """Return what a sync knows of the article in a row."""
    return Known(row.id, row.identity, row.content_sha256, row.digest)


def checked_article(row: Any) -> Article:
    """Return the article in a row, its text compared with its hash."""
    check_text(row)
    return stored_article(row)


def check_text(row: Any) -> None:
    """Compare the text in a row with its hash.

    Raises:
        IndexBroken: when it is damaged.
    """
    if sha256(row.text.encode()).hexdigest() != row.sha256:
        raise IndexBroken(f"the text of article {row.id!r} is damaged: {START_ANEW}")


def passing(where: Filter) -> Callable[[Any], bool]:
    """Return what tells whether the row of an article passes a filter, its days aside."""
    topics = {topic.casefold() for topic in where.topics}
    authors = {author.casefold() for author in where.authors}
    ids, outlets = set(where.articles), set(where.outlets)

    def passes(row: Any) -> bool:
        return (
            (not ids or row.id in ids)
            and (not outlets or row.outlet in outlets)
            and (not topics or not topics.isdisjoint(topic.casefold() for topic in row.topics))
            and (not authors or not authors.isdisjoint(name.casefold() for name in row.authors))
        )

    return passes
