from datetime import date

import pytest

from rag.core.article import Article
from rag.core.corpus import Filter
from rag.library.chunking import chunk_article
from rag.library.records import Entry, Item, Source
from rag.library.schema import article_row, chunk_rows, conditions


def test_a_row_says_where_an_article_and_its_chunks_stand() -> None:
    text = "Cells are made. Soup is served."
    article = Article(text, title="Heide", topics=("cells",), language="de")
    chunks = chunk_article(article, lambda texts: [3] * len(texts), 3)
    source = Source("/a/heide.txt", "heide.txt", "hash")
    entry = Entry(Item(article, source), chunks, ["k0", "k1"])
    row = article_row(entry)
    assert (row["id"], row["topics"], row["language"]) == ("heide", ["cells"], "de")
    assert (row["identity"], row["content_sha256"]) == ("/a/heide.txt", "hash")
    assert [(r["id"], r["sentences"], r["vector_key"]) for r in chunk_rows(entry)] == [
        ("heide:0-15", [[0, 15]], "k0"),
        ("heide:16-31", [[16, 31]], "k1"),
    ]


@pytest.mark.parametrize(
    ("where", "columns"),
    [
        (Filter(), []),
        (Filter(articles=("a",)), ["articles.id IN"]),
        (Filter(outlets=("a",)), ["articles.outlet IN"]),
        (Filter(since=date.min), ["articles.published >="]),
        (Filter(until=date.max), ["articles.published <="]),
        (Filter(topics=("a",)), []),
    ],
)
def test_a_filter_becomes_conditions_on_columns(where: Filter, columns: list[str]) -> None:
    found = [str(condition) for condition in conditions(where)]
    assert [text.startswith(column) for text, column in zip(found, columns, strict=True)] == [
        True
    ] * len(columns)
