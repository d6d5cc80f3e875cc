"""Articles made in memory: the id and the digest of each."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

from rag.core.article import DEFAULT_LANGUAGE, Article
from rag.errors import CorpusError
from rag.library.records import MEMORY, Known, Source


def in_memory(
    articles: Sequence[Article], known: Sequence[Known]
) -> Iterator[tuple[Source, Article]]:
    """Yield articles made in memory with their sources, each with an id of its own.

    Where several that were given no id have the same title, one keeps the plain id and the others
    get a suffix made from their content, so that each has the same id in every run.

    Raises:
        CorpusError: for an id that is given to two articles.
    """
    by_id: dict[str, dict[str, Article]] = defaultdict(dict)
    for article in articles:
        same = by_id[article.id]
        same.setdefault(_digest(article), article)
        if len(same) > 1 and any(article.named for article in same.values()):
            raise CorpusError(f"two articles have the id {article.id!r}: give each its own")
    before = {old.identity: old.sha256 for old in known}
    for name, same in by_id.items():
        for unique, digest in _ids(name, sorted(same), before).items():
            article = replace(same[digest], id=unique)
            yield Source(MEMORY + unique, article.outlet, digest), article


def _ids(name: str, digests: Sequence[str], before: dict[str, str]) -> dict[str, str]:
    """Return the digest of each article of one plain id by the id that it gets."""
    suffixed = {digest: f"{name}-{digest[:6]}" for digest in digests}
    known = [digest for digest in digests if before.get(MEMORY + suffixed[digest]) == digest]
    rest = [digest for digest in digests if digest not in known]
    plain = next((digest for digest in rest if before.get(MEMORY + name) == digest), None)
    if plain is None and rest:
        plain = rest[0]
    return {name if digest == plain else suffixed[digest]: digest for digest in digests}


def _digest(article: Article) -> str:
    fields = (
        article.title,
        article.outlet,
        article.url,
        article.published,
        article.topics,
        article.sha256,
    )
    language = () if article.language == DEFAULT_LANGUAGE else (article.language,)
    authors = (article.authors,) if article.authors else ()
    return sha256(repr(fields + language + authors).encode()).hexdigest()
