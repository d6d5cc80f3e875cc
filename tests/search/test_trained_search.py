"""Which chunk the default models put first; other models may choose another."""

import pytest

from rag import Chatbot


@pytest.mark.parametrize(
    ("query", "article"),
    [
        ("lithium recovery rate by 2027", "2025-09-eu-batteries-regulation"),
        ("Basquevolt", "2026-02-solid-state-batteries-in-europe"),
        ("digital battery passport", "2025-09-eu-batteries-regulation"),
    ],
)
def test_the_right_article_comes_first(starter_bot: Chatbot, query: str, article: str) -> None:
    assert starter_bot.search(query, 1)[0].chunk.article.id == article
