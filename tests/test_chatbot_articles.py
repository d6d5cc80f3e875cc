"""What a chatbot does with articles beside answering, and what an answer can be turned into."""

from pathlib import Path

import pytest
from langchain_core.documents import Document

import rag
from rag.errors import CorpusError
from rag.langchain import to_article
from rag.settings import AnswerSettings

DOCUMENTS = [
    Document(
        "Verkor has 1,200 jobs.",
        metadata={"title": "Verkor", "source": "Post", "published": "2025-01-02", "author": "Ida"},
        id="verkor 1",
    ),
    Document("ACC has 900 jobs.", metadata={"title": "ACC", "outlet": "Gazette"}),
]


@pytest.fixture
def bot(tmp_path: Path) -> rag.Chatbot:
    assert rag.index(DOCUMENTS, tmp_path).added == ("verkor-1", "acc")
    assert rag.index(DOCUMENTS[0], tmp_path).unchanged == ("verkor-1",)
    return rag.open(tmp_path)


def test_documents_are_articles(bot: rag.Chatbot) -> None:
    article = bot.article("verkor-1")
    assert article
    assert (article.title, article.outlet, article.authors) == ("Verkor", "Post", ("Ida",))
    assert to_article(Document("A.")).outlet == ""


def test_articles_are_listed_by_a_filter_and_forgotten_by_their_id(bot: rag.Chatbot) -> None:
    assert [article.id for article in bot.articles()] == ["acc", "verkor-1"]
    assert [article.id for article in bot.articles(rag.Filter(authors="IDA"))] == ["verkor-1"]
    assert bot.forget("acc").removed == ("acc",)
    assert [article.id for article in bot.articles()] == ["verkor-1"]
    with pytest.raises(CorpusError, match="acc"):
        bot.forget("acc")
    alone = rag.Chatbot(bot.library, bot.searcher, AnswerSettings())
    with pytest.raises(CorpusError, match=r"use rag\.forget"):
        alone.forget("verkor-1")


def test_a_retriever_leaves_out_what_scores_less(bot: rag.Chatbot) -> None:
    found = rag.NewsRetriever(chatbot=bot, k=2).invoke("Verkor jobs")
    scores = [document.metadata["score"] for document in found]
    assert len(scores) == 2
    strict = rag.NewsRetriever(chatbot=bot, k=2, score_threshold=scores[0])
    assert [document.metadata["score"] for document in strict.invoke("Verkor jobs")] == scores[:1]


def test_an_answer_is_text_markdown_a_dictionary_and_html(bot: rag.Chatbot) -> None:
    answer = bot.ask("How many jobs does Verkor have?")
    assert str(answer) == answer.text
    assert "[^1]" in answer.markdown()
    assert answer.to_dict()["citations"][0]["quote"] == "Verkor has 1,200 jobs."
    assert "<sup>[1]</sup>" in answer._repr_html_()
    assert answer.request
    assert answer.request.task == "answer"
    assert answer.request.filter == rag.Filter()


def test_a_question_may_be_taken_as_it_stands(bot: rag.Chatbot) -> None:
    history = [("How many jobs has Verkor?", "1,200.")]
    assert bot.ask("And ACC?", history).added == "How many jobs has Verkor?"
    assert bot.ask("And ACC?", history, literal=True).added == ""
    limited = bot.ask("According to the Post, how many jobs has ACC?")
    assert limited.request
    assert limited.request.filter == rag.Filter(outlets="Post")
    assert {c.article.outlet for c in limited.citations} <= {"Post"}
    literal = bot.ask("According to the Post, how many jobs has ACC?", literal=True)
    assert literal.request
    assert literal.request.filter == rag.Filter()


def test_another_author_is_a_change(tmp_path: Path) -> None:
    for authors, outcome in (("", "added"), ("Ida", "changed"), ("Ida", "unchanged")):
        article = rag.Article("Verkor has 1,200 jobs.", title="Verkor", authors=authors)
        assert getattr(rag.index(article, tmp_path), outcome) == ("verkor",)
    assert [article.authors for article in rag.open(tmp_path).articles()] == [("Ida",)]


def test_a_citation_knows_who_printed_the_same_text(tmp_path: Path) -> None:
    text = "The plant in Heide makes cells for cars. It opened in 2021 and has 900 jobs today."
    rag.index(
        [
            rag.Article(text, "Plant", outlet="Gazette", published="2026-03-03"),
            rag.Article(text, "Cells", outlet="Agency", published="2026-03-02"),
        ],
        tmp_path,
    )
    bot = rag.open(tmp_path)
    answer = bot.ask("How many jobs has the plant in Heide?")
    cluster = answer.citations[0].cluster
    assert cluster
    assert [hit.cluster for hit in bot.search("jobs in Heide")] == [cluster]
    assert [info.outlet for info in cluster.articles] == ["Agency", "Gazette"]
    assert len({citation.article.id for citation in answer.citations}) == 1


def test_a_citation_stands_until_its_article_is_edited(tmp_path: Path) -> None:
    rag.index([rag.Article("The plant in Heide has 900 jobs.", id="plant")], tmp_path)
    bot = rag.open(tmp_path)
    citation = bot.ask("How many jobs has the plant in Heide?").citations[0]
    assert (bot.recheck(citation), bot.standing(citation).standing) == (True, "unchanged")
    rag.index([rag.Article("The plant in Heide has 1,200 jobs.", id="plant")], tmp_path)
    assert (bot.recheck(citation), bot.standing(citation).standing) == (True, "edited here")
