"""What stands around the quotes of an answer, read from the articles as they were quoted."""

from functools import cache

from rag.core.answer import Answer, Citation
from rag.errors import RagError
from rag.library.library import Library
from rag.ui.parts.cites import Context, context_of


class Versions:
    """The articles that a conversation quotes, each read once.

    Args:
        library: where they are.
    """

    def __init__(self, library: Library) -> None:
        self._version = cache(library.version)
        self._article = cache(library.article)

    def contexts(self, answer: Answer | None) -> dict[int, Context]:
        """Return what stands around each quote of an answer, by the number of its citation.

        A quote whose text is not kept has none.
        """
        if answer is None:
            return {}
        try:
            return {
                citation.number: context
                for citation in answer.citations
                if (context := self._context(citation))
            }
        except RagError:  # the index was taken away: the quotes themselves are kept
            return {}

    def _context(self, citation: Citation) -> Context | None:
        article = citation.article
        quoted = self._version(article.id, article.sha256)
        if quoted is None:
            return None
        current = self._article(article.id)
        edited = current is not None and current.sha256 != article.sha256
        return context_of(quoted.text, citation.span, edited=edited, gone=current is None)
