from pathlib import Path

import pytest

from eval.harness.datasets import Document
from eval.harness.retrieval import Collection, cut
from eval.harness.suite import Task
from rag.core.article import Article
from rag.errors import DataError
from rag.settings import Settings
from tests.eval.harness.conftest import DOCUMENTS

SYSTEMS = ["bm25", "dense", "rrf", "unread", "footnote", "langchain-tutorial"]


def test_every_system_ranks_documents_by_their_own_ids(collection: Collection) -> None:
    rankings = collection.rank("Which train crosses the plateau?")
    assert list(rankings) == SYSTEMS
    for system, ranking in rankings.items():
        assert next(iter(ranking)) == "trains", system
        assert set(ranking) <= {document.id for document in DOCUMENTS}
    assert len(rankings["langchain-tutorial"]) == len(DOCUMENTS), (
        "the chunks of a long document count once"
    )


def test_footnotes_ranking_is_what_a_user_gets_continued_by_a_deeper_search(
    collection: Collection,
) -> None:
    query = "Which lamp burns until seven?"
    hits = collection.bot.search(query, 50)
    served = list(dict.fromkeys(collection.documents[hit.chunk.article.id] for hit in hits))
    rankings = collection.rank(query)
    assert list(rankings["footnote"])[: len(served)] == served
    assert set(rankings["footnote"]) == set(rankings["unread"])
    assert collection.rank(query, hits) == rankings
    assert next(iter(collection.rank(query, hits[-1:])["footnote"])) == served[-1]


def test_what_footnote_does_not_take_is_cut_or_finds_nothing(collection: Collection) -> None:
    assert cut("cafe\u0301\n by " + "x" * 3_000) == "café by " + "x" * 1_992
    assert next(iter(collection.rank("the train to Bergen " * 200)["footnote"])) == "trains"
    nothing = collection.rank("?!")
    assert (nothing["footnote"], nothing["bm25"]) == ({}, {})


def test_articles_have_normalised_text_and_fit_ids(collection: Collection) -> None:
    assert collection.article("cafe").text.startswith("The café by")
    assert collection.article("pets: 1").id == "d0"
    gold = collection.whole("cafe")
    assert gold.span.slice(collection.texts[gold.article_id]) == collection.article("cafe").text
    with pytest.raises(DataError, match="document 'dogs' is not in"):
        collection.article("dogs")


def test_a_suite_says_what_its_articles_carry_and_leaves_out_the_baseline(tmp_path: Path) -> None:
    def convert(document: Document) -> Article:
        return Article(document.text, document.title, outlet="The Example Times")

    task = Task(tmp_path, Settings(), alone=True)
    with Collection(task, "toy", DOCUMENTS[:1], convert) as collection:
        assert list(collection.rank("cat")) == SYSTEMS[:-1]
        assert collection.bot.search("cat")[0].chunk.article.outlet == "The Example Times"


def test_a_document_without_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"document 'x y' of corpus\.jsonl: an article needs text"):
        Collection(Task(tmp_path, Settings()), "toy", [Document("x y", "Title", "...")])
