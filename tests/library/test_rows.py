from types import SimpleNamespace

import numpy as np
import pytest

from rag.core.article import Article
from rag.errors import IndexBroken
from rag.library.chunking import chunk_article
from rag.library.records import Entry, Item, Source
from rag.library.rows import (
    article_row,
    as_float32,
    check_text,
    chunk_rows,
    file_row,
    publisher,
    seen_file,
)
from rag.library.seen import Seen, Stamp


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
    "seen", [Seen(Stamp(1, 2, 3), "hash"), Seen(None, "hash", "empty file: put text into it")]
)
def test_a_file_comes_back_as_it_was_seen(seen: Seen) -> None:
    assert seen_file(SimpleNamespace(**file_row("/a.md", seen))) == ("/a.md", seen)


def test_a_text_that_is_not_that_of_its_hash_is_damaged() -> None:
    with pytest.raises(IndexBroken, match="the text of article 'a' is damaged"):
        check_text(SimpleNamespace(id="a", text="Text.", sha256="hash"))


def test_the_name_of_a_file_is_no_publisher() -> None:
    row = SimpleNamespace(outlet="heide.md", identity="/news/heide.md")
    assert publisher(row) == ""
    row.outlet = "Lakeside Courier"
    assert publisher(row) == "Lakeside Courier"


def test_a_vector_is_stored_in_half_the_bytes() -> None:
    vector = np.array([0.25, -0.5, 0.1], dtype=np.float32)
    back = np.frombuffer(as_float32(vector.astype(np.float16).tobytes()), dtype=np.float32)
    np.testing.assert_allclose(back, vector, rtol=1e-3)
