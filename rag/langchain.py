"""Footnote in LangChain: its search as a retriever, its answers as a Runnable."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import ConfigDict, Field

from rag.chatbot import MOST_HITS, Chatbot
from rag.core.answer import Answer
from rag.core.article import Article
from rag.core.corpus import Filter
from rag.core.passage import Hit

Question = str | Mapping[str, Any]
"""A question, or {"question", "history", "where"} as `Chatbot.ask` takes them; "input" and
"chat_history" are other names of the first two."""
_OTHER_NAMES = {"input": "question", "chat_history": "history"}


class NewsRetriever(BaseRetriever):
    """Returns the best chunks as LangChain Documents.

    Each document's metadata has article_id, title, outlet, url, published (ISO date or ""), start
    and end (code points, half-open, into the article's text), score and sha256 (of the article's
    text); source is the old name of outlet. Sentences that talk to a language model are left out.

    Args:
        chatbot: what searches, from `rag.open`.
        k: how many chunks, 1 to 1,000; `invoke` takes another one as ``k=``.
        where: limits the search to some articles; `invoke` takes another one as ``where=``.
        score_threshold: leaves out what scores less; scores compare within one search only.

    >>> retriever = NewsRetriever(chatbot=bot, k=1)
    >>> retriever.invoke("digital battery passport")[0].metadata["article_id"]
    '2025-09-eu-batteries-regulation'
    """

    model_config = ConfigDict(arbitrary_types_allowed=True, extra="forbid")

    chatbot: Chatbot
    k: int = Field(5, ge=1, le=MOST_HITS)
    where: Filter = Filter()
    score_threshold: float | None = None

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,
        k: int | None = None,
        where: Filter | None = None,
    ) -> list[Document]:
        count = self.k if k is None else k
        hits = self.chatbot.search(query, count, self.where if where is None else where)
        least = self.score_threshold
        kept = (hit for hit in hits if least is None or hit.score >= least)
        return [document for hit in kept for document in to_documents(hit)]


def to_documents(hit: Hit) -> list[Document]:
    """Return a hit as LangChain Documents.

    It is one, but for sentences that talk to a language model: what stands around them is a
    document each.
    """
    return [_document(replace(hit, chunk=part)) for part in hit.chunk.trusted]


def _document(hit: Hit) -> Document:
    article, span = hit.chunk.article, hit.chunk.span
    metadata = {
        "article_id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "source": article.outlet,
        "url": article.url,
        "published": article.published.isoformat() if article.published else "",
        "start": span.start,
        "end": span.end,
        "score": hit.score,
        "sha256": article.sha256,
    }
    return Document(page_content=hit.chunk.text, metadata=metadata, id=hit.chunk.id)


def to_articles(given: Document | BaseLoader) -> Iterator[Article]:
    """Yield a Document, or all that a loader loads, as articles."""
    yield from map(to_article, given.lazy_load() if isinstance(given, BaseLoader) else [given])


def to_article(document: Document) -> Article:
    """Return a LangChain Document as an article.

    Its metadata may have title, outlet (or source), url, published, topics, authors (or author) and
    language; its id, or article_id, names the article.

    >>> to_article(Document("Cells are made.", metadata={"source": "Post"})).outlet
    'Post'
    """
    data = document.metadata
    name = document.id or data.get("article_id") or ""
    return Article(
        document.page_content,
        title=data.get("title"),
        id=re.sub(r"[\s:]+", "-", str(name)),
        outlet=data.get("outlet") or data.get("source"),
        url=data.get("url"),
        published=data.get("published") or None,
        topics=data.get("topics"),
        authors=data.get("authors") or data.get("author"),
        language=data.get("language"),
    )


def as_runnable(chatbot: Chatbot) -> Runnable[Question, Answer]:
    """Return a chatbot as a LangChain Runnable, from a question to an `Answer`."""

    def ask(question: Question) -> Answer:
        if isinstance(question, str):
            return chatbot.ask(question)
        return chatbot.ask(**{_OTHER_NAMES.get(key, key): value for key, value in question.items()})

    return RunnableLambda(ask, name="footnote")
