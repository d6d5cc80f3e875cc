"""Footnote's search as a LangChain retriever."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from rag.chatbot import Chatbot
from rag.types import Hit


class NewsRetriever(BaseRetriever):
    """Returns the best passages as LangChain Documents.

    Each document's metadata has article_id, title, source, url, published (ISO date or ""), start and end (code points,
    half-open, into the article's text), score and sha256 (of the article's text).

    Args:
        chatbot: what searches, from `rag.open`.
        k: how many passages, 1 to 1,000; `invoke` takes another one as ``k=``.

    >>> retriever = NewsRetriever(chatbot=getfixture("starter_bot"), k=1)
    >>> retriever.invoke("digital battery passport")[0].metadata["article_id"]
    '2025-09-eu-batteries-regulation'
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    chatbot: Chatbot
    k: int = Field(5, ge=1, le=1_000)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, k: int | None = None, **_: Any
    ) -> list[Document]:
        return [to_document(hit) for hit in self.chatbot.search(query, k or self.k)]


def to_document(hit: Hit) -> Document:
    """Return a hit as a LangChain Document."""
    article, span = hit.chunk.article, hit.chunk.span
    metadata = {
        "article_id": article.id,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "published": article.published.isoformat() if article.published else "",
        "start": span.start,
        "end": span.end,
        "score": hit.score,
        "sha256": article.sha256,
    }
    return Document(page_content=hit.chunk.text, metadata=metadata, id=hit.chunk.id)
