"""The proof of a written answer: what it cites stands in the articles, with what limits it."""

from dataclasses import replace

from rag.core.answer import Answer
from rag.core.citations import prove
from rag.library.library import Library
from rag.support.caveats import with_caveats


def proven(answer: Answer, library: Library) -> Answer:
    """Return a written answer whose citations are proven and have their caveats.

    Args:
        answer: the answer.
        library: has the texts that it quotes.

    Raises:
        SpanError: when a quote is not exactly what stands at its place.
    """
    articles = {}
    for citation in answer.citations:
        article = library.version(citation.article.id, citation.article.sha256)
        prove(citation, article.text if article else "")
        if article:
            articles[article.id] = article
    return replace(answer, citations=with_caveats(answer.citations, articles))
