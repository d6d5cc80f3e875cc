import json
import re
from dataclasses import replace

import httpx

import rag
from rag.service.api.chat_format import Addressed, address_of, chat_completion
from tests.service.api.conftest import QUESTION

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


def test_open_webui_finds_a_source_for_each_marker(url: str, answer: rag.Answer) -> None:
    """Its page takes a frame with "sources" for those, in the order of the markers.

    It goes through the documents of all sources, groups them by the id in their metadata, and
    shows the group of number n, from 1, for the marker [n].
    """
    body = {
        "model": "footnote",
        "messages": [{"role": "user", "content": QUESTION}],
        "stream": True,
    }
    with httpx.stream("POST", f"{url}/v1/chat/completions", json=body, timeout=60) as reply:
        frames = [json.loads(line[6:]) for line in reply.iter_lines() if line[:7] == "data: {"]
    (sources,) = [frame["sources"] for frame in frames if "sources" in frame]
    assert [one["document"] for one in sources] == [[c.quote] for c in answer.citations]
    assert all(len(one["document"]) == len(one["metadata"]) for one in sources)
    groups: dict[str, list[str]] = {}
    for one in sources:
        for document, about in zip(one["document"], one["metadata"], strict=True):
            groups.setdefault(about["source"], []).append(document)
    markers = {int(number) for number in re.findall(r"\[(\d+)\]", answer.text)}
    assert markers == {citation.number for citation in answer.citations}
    for number in markers:
        assert list(groups.values())[number - 1] == [answer.citations[number - 1].quote]
