from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from rag.core.article import Article
from rag.core.span import Span
from rag.core.text import normalise
from rag.language.sentences import sentence_spans
from rag.library.chunking import chunk_article
from tests.texts import in_order, texts, uncovered

articles = texts.map(normalise).filter(lambda text: any(map(str.isalnum, text))).map(Article)


def words(texts: Iterable[str]) -> list[int]:
    return [len(text.split()) for text in texts]


@given(articles, st.integers(1, 40))
def test_every_chunk_equals_its_slice(article: Article, limit: int) -> None:
    chunks = chunk_article(article, words, limit)
    assert in_order([chunk.span for chunk in chunks])
    assert uncovered(article.text, [chunk.span for chunk in chunks]) == []
    for chunk in chunks:
        assert chunk.text == chunk.span.slice(article.text)
        assert chunk.article == article.info


@given(articles, st.integers(1, 40))
def test_chunks_hold_every_sentence_once_and_fit_the_budget(article: Article, limit: int) -> None:
    chunks = chunk_article(article, words, limit)
    assert [span for chunk in chunks for span in chunk.sentences] == sentence_spans(article.text)
    for chunk in chunks:
        assert chunk.span == Span(chunk.sentences[0].start, chunk.sentences[-1].end)
        used = sum(words(span.slice(article.text) for span in chunk.sentences))
        assert used <= limit or len(chunk.sentences) == 1


@given(articles)
def test_chunking_is_deterministic(article: Article) -> None:
    assert chunk_article(article, words, 12) == chunk_article(Article(article.text), words, 12)


def test_chunks_are_packed_up_to_the_budget() -> None:
    article = Article("One two three. Four five six. Seven eight nine. Ten.")
    assert [chunk.text for chunk in chunk_article(article, words, 6)] == [
        "One two three. Four five six.",
        "Seven eight nine. Ten.",
    ]


def test_a_chunk_ends_with_its_paragraph_once_it_is_half_full() -> None:
    article = Article("One two three four.\n\nFive six.\n\nSeven eight nine ten.")
    assert [chunk.text for chunk in chunk_article(article, words, 8)] == [
        "One two three four.",
        "Five six.\n\nSeven eight nine ten.",
    ]


def test_a_sentence_above_the_budget_stands_alone() -> None:
    article = Article("Short one. A sentence that is much longer than the budget. Short two.")
    texts = [chunk.text for chunk in chunk_article(article, words, 4)]
    assert texts == ["Short one.", "A sentence that is much longer than the budget.", "Short two."]


def test_chunk_ids_are_unique() -> None:
    article = Article("Same. " * 50)
    chunks = chunk_article(article, words, 2)
    assert len({chunk.id for chunk in chunks}) == len(chunks) == 25
