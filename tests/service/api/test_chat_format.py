from dataclasses import replace

import rag
from rag.service.api.chat_format import Addressed, address_of, chat_completion

ABOUT = Addressed("chatcmpl-1", "footnote", 1, "http://here")


def test_an_article_has_its_own_address_or_one_here(answer: rag.Answer) -> None:
    article = answer.citations[0].article
    assert address_of(replace(article, url="https://news.test/a"), "") == "https://news.test/a"
    assert address_of(replace(article, url=""), "http://here").startswith(
        "http://here/v1/articles/"
    )


def test_a_source_for_each_number_and_a_result_for_each_article(answer: rag.Answer) -> None:
    completion = chat_completion(answer, ABOUT)
    assert len(completion["sources"]) == len(answer.citations)
    articles = {one.article.id for one in answer.citations}
    assert len(completion["search_results"]) == len(completion["citations"]) == len(articles)
    for result in completion["search_results"]:
        assert result["snippet"]
        assert result["date"][:2] == "20"
