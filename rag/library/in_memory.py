"""Articles that were made in memory, with what tells each from the others in every run."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.core.article import Article
from rag.errors import CorpusError
from rag.library.records import MEMORY, Known, Source, digest


def in_memory(
    articles: Sequence[Article], known: Sequence[Known]
) -> Iterator[tuple[Article, Source]]:
    """Yield articles made in memory with their sources, each with an id of its own.

    Where several that were given no id have the same title, one keeps the plain id and the others
    get a suffix made from their content, so that each has the same id in every run.

    Raises:
        CorpusError: for an id that is given to two articles.
    """
    by_id: dict[str, dict[str, Article]] = defaultdict(dict)
    for article in articles:
        same = by_id[article.id]
        same.setdefault(digest(article), article)
        if len(same) > 1 and any(article.named for article in same.values()):
            raise CorpusError(f"two articles have the id {article.id!r}: give each its own")
    before = {old.identity: old.sha256 for old in known}
    for name, same in by_id.items():
        for unique, content in _ids(name, sorted(same), before).items():
            article = replace(same[content], id=unique)
            yield article, Source(MEMORY + unique, article.outlet, content)


def _ids(name: str, digests: Sequence[str], before: dict[str, str]) -> dict[str, str]:
    """Return the digest of each article of one plain id by the id that it gets."""
    suffixed = {content: f"{name}-{content[:6]}" for content in digests}
    known = [content for content in digests if before.get(MEMORY + suffixed[content]) == content]
    rest = [content for content in digests if content not in known]
    plain = next((content for content in rest if before.get(MEMORY + name) == content), None)
    if plain is None and rest:
        plain = rest[0]
    return {name if content == plain else suffixed[content]: content for content in digests}
