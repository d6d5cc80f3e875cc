from typing import Any

import pytest
from langchain_tests.integration_tests import RetrieversIntegrationTests

from rag import Chatbot, NewsRetriever


class TestNewsRetriever(RetrieversIntegrationTests):
    """LangChain's own suite for retrievers."""

    @pytest.fixture(autouse=True)
    def _bot(self, starter_bot: Chatbot) -> None:
        self.bot = starter_bot

    @property
    def retriever_constructor(self) -> type[NewsRetriever]:
        return NewsRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"chatbot": self.bot, "k": 5}

    @property
    def retriever_query_example(self) -> str:
        return "digital battery passport"


def test_a_document_says_where_its_words_stand(starter_bot: Chatbot) -> None:
    for document in NewsRetriever(chatbot=starter_bot, k=3).invoke("black mass"):
        article = starter_bot.article(document.metadata["article_id"])
        assert article
        assert article.text[document.metadata["start"] : document.metadata["end"]] == document.page_content
        assert document.metadata["sha256"] == article.sha256
        assert document.metadata["published"] == article.published.isoformat()
