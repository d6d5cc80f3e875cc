"""A summary of one article: sentences from its top to its end."""

from collections.abc import Sequence

from rag.answering.budget import Budget
from rag.answering.candidates import Candidate, candidates
from rag.core.article import ArticleInfo
from rag.core.passage import Evidence
from rag.language.parsed import parse
from rag.search.hybrid import ScoredChunk


def meant_article(topic: str, found: Sequence[ScoredChunk]) -> ArticleInfo | None:
    """Return the article that a request for a summary names; None where nothing was found.

    That among the articles found whose title and authors have most of the request's words; the
    first of equals.
    """
    articles = dict.fromkeys(scored.matched.chunk.article for scored in found)

    def shared(article: ArticleInfo) -> int:
        named = " ".join((article.title, article.outlet, *article.authors))
        code = article.language
        return len(parse(topic, code).stems & parse(named, code).stems)

    return max(articles, key=shared, default=None)


def summarise(matched: Sequence[ScoredChunk], budget: Budget) -> list[Evidence]:
    """Return sentences of one article that cover it, in its order.

    The first sentence, then the best of each equal part of the rest: as many as the budget allows.

    Args:
        matched: all chunks of the article, compared with what it is about.
        budget: how long the summary may be.
    """
    told = [one for one in candidates(matched, every=True) if _tells(one)]
    pool = sorted(told, key=lambda one: one.evidence.span)
    if not pool:
        return []
    chosen = [pool[0]]
    rest, count = pool[1:], min(budget.sentences - 1, len(pool) - 1)
    for part in range(count):
        segment = rest[part * len(rest) // count : (part + 1) * len(rest) // count]
        chosen.append(max(segment, key=lambda one: one.evidence.score))
    return [one.evidence for one in _fitting(chosen, budget.words)]


def _tells(candidate: Candidate) -> bool:
    """Tell whether a sentence says something: it is no question and talks to no language model."""
    sentence = candidate.evidence
    return not sentence.is_injection and not sentence.text.rstrip("\"'”’)").endswith("?")


def _fitting(chosen: Sequence[Candidate], words: int) -> list[Candidate]:
    """Return the sentences that fit into so many words; the first one always."""
    fitting: list[Candidate] = []
    for candidate in chosen:
        if not fitting or candidate.length <= words:
            fitting.append(candidate)
            words -= candidate.length
    return fitting
