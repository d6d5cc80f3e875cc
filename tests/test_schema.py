from rag.article import Article
from rag.chunking import chunk_article
from rag.schema import Entry, article_row, chunk_rows


def test_a_row_says_where_an_article_and_its_chunks_stand():
    article = Article("Cells are made. Soup is served.", title="Heide", topics=("cells",))
    chunks = chunk_article(article, lambda texts: [3] * len(texts), 3)
    entry = Entry(article, "/a/heide.txt", "hash", chunks, ["k0", "k1"])
    row = article_row(entry)
    assert (row["id"], row["identity"], row["topics"], row["content_sha256"]) == ("heide", "/a/heide.txt", ["cells"], "hash")
    assert [(r["id"], r["sentences"], r["vector_key"]) for r in chunk_rows(entry)] == [
        ("heide:0-15", [[0, 15]], "k0"),
        ("heide:16-31", [[16, 31]], "k1"),
    ]
