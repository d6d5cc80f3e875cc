"""What is said beside an answer: what was searched for it, and how it came about."""

from collections.abc import Iterable, Iterator

from rag.core.answer import Answer, Citation
from rag.render.filters import limits
from rag.render.statements import in_words
from rag.render.wording import Wording


def searched(answer: Answer, t: Wording) -> Iterator[str]:
    """Yield what was added to the question, and which articles it was limited to."""
    if answer.added:
        yield t("searched_with", words=answer.added)
    elif answer.standalone != answer.question:
        yield t("searched_as", question=answer.standalone)
    where = limits(answer.request.filter, t) if answer.request else ""
    if where and not answer.articles:
        yield t("only_articles", where=where)


def remarks(answer: Answer, t: Wording) -> Iterator[str]:
    """Yield how an answer came about, a line each."""
    if answer.notes:
        yield in_words(answer.notes, t)
    if answer.removed:
        yield t("left_out", n=answer.removed)
    if any(citation.cluster for citation in answer.citations):
        articles, sources = _sources(answer.citations)
        if sources > 1:
            counts = t("counted_articles", n=articles), t("counted_sources", n=sources)
            yield t("independent", articles=counts[0], sources=counts[1])
    marked = [f"[{citation.number}]" for citation in answer.citations if citation.is_injection]
    if marked:
        yield t("talks_to_model", marks=" ".join(marked))


def _sources(citations: Iterable[Citation]) -> tuple[int, int]:
    """Return how many articles print what is quoted, and how many of them are no copies."""
    sources: dict[str, int] = {}
    for citation in citations:
        cluster = citation.cluster
        origin = cluster.origin.id if cluster else citation.article.id
        sources[origin] = len(cluster.articles) if cluster else 1
    return sum(sources.values()), len(sources)
