"""What stands around the quotes of an answer, read from the articles as they were quoted."""

from rag.core.answer import Answer, Citation
from rag.errors import RagError
from rag.library.library import Library
from rag.ui.parts.cites import Context, context_of


def contexts(library: Library, answer: Answer | None) -> dict[int, Context]:
    """Return what stands around each quote, by the number of its citation.

    A quote whose text is not kept has none.
    """
    if answer is None:
        return {}
    try:
        return {
            citation.number: context
            for citation in answer.citations
            if (context := _context(library, citation))
        }
    except RagError:  # the index was taken away: the quotes themselves are kept
        return {}


def _context(library: Library, citation: Citation) -> Context | None:
    article = citation.article
    quoted = library.version(article.id, article.sha256)
    if quoted is None:
        return None
    current = library.article(article.id)
    edited = current is not None and current.sha256 != article.sha256
    return context_of(quoted.text, citation.span, edited=edited, gone=current is None)
