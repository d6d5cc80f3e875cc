"""What stands around the quotes of an answer, read from the articles as they were quoted."""

from functools import cache

from rag.core.answer import Answer, Citation
from rag.errors import RagError
from rag.ui.parts.cites import Context, context_of
from rag.ui.session import Provider


class Versions:
    """The articles that a conversation quotes, each read once.

    Args:
        provider: returns the chatbot whose library has them.
    """

    def __init__(self, provider: Provider) -> None:
        self._version = cache(lambda name, sha256: provider().library.version(name, sha256))
        self._article = cache(lambda name: provider().library.article(name))

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
