from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rag.article import Article
from rag.chunking import MAX_SENTENCE, chunk_article, sentence_spans
from rag.text import normalise
from rag.types import Span

PIECES = [
    "Mr. X left.",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "🔋",
    "e\u0301",
    "Ünï",
    "U.S.",
    '"Why?" ',
    "3.5",
    "。",
    "，你好。",
    "- item\n",
    "# Head\n",
]
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), max_size=40).map("".join)
articles = texts.map(normalise).filter(lambda text: any(map(str.isalnum, text))).map(Article)


def words(texts):
    return [len(text.split()) for text in texts]


def uncovered(text, spans):
    """Return the letters and digits of `text` outside all spans."""
    inside = {place for span in spans for place in range(span.start, span.end)}
    return [character for place, character in enumerate(text) if character.isalnum() and place not in inside]


def in_order(spans):
    return all(one.end <= two.start for one, two in pairwise(spans))


@given(texts.map(normalise))
@example("\U0001f50b\U0001f50b Solid. \U0001f469\u200d\U0001f680 State.")
@example("x" * (3 * MAX_SENTENCE + 7))
@example("a\u2028b\x85c")
def test_sentences_are_in_order_trimmed_and_cover_every_letter(text):
    spans = sentence_spans(text)
    assert in_order(spans)
    assert uncovered(text, spans) == []
    for span in spans:
        assert span.end <= len(text)
        assert span.slice(text) == span.slice(text).strip()
        assert span.end - span.start <= MAX_SENTENCE


@given(articles, st.integers(1, 40))
def test_every_chunk_equals_its_slice(article, limit):
    chunks = chunk_article(article, words, limit)
    assert in_order([chunk.span for chunk in chunks])
    assert uncovered(article.text, [chunk.span for chunk in chunks]) == []
    for chunk in chunks:
        assert chunk.text == chunk.span.slice(article.text)
        assert chunk.article == article.info


@given(articles, st.integers(1, 40))
def test_chunks_hold_every_sentence_once_and_fit_the_budget(article, limit):
    chunks = chunk_article(article, words, limit)
    assert [span for chunk in chunks for span in chunk.sentences] == sentence_spans(article.text)
    for chunk in chunks:
        assert chunk.span == Span(chunk.sentences[0].start, chunk.sentences[-1].end)
        used = sum(words(span.slice(article.text) for span in chunk.sentences))
        assert used <= limit or len(chunk.sentences) == 1


@given(articles)
def test_chunking_is_deterministic(article):
    assert chunk_article(article, words, 12) == chunk_article(Article(article.text), words, 12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Smith of the U.S. left. Why?", ["Mr. Smith of the U.S. left.", "Why?"]),
        ("It made 3.5 GWh. Then it closed.", ["It made 3.5 GWh.", "Then it closed."]),
        ("  Padded.  \n\n  Text. ", ["Padded.", "Text."]),
        ("🔋 One. 🚗 Two.", ["🔋 One.", "🚗 Two."]),
        ("One.\n\n***\n\nTwo.", ["One.", "Two."]),
        ("", []),
        ("... !!! 🔋", []),
    ],
)
def test_sentence_examples(text, expected):
    assert [span.slice(text) for span in sentence_spans(text)] == expected


def test_a_text_without_an_end_is_cut_at_white_space():
    text = "word " * 500
    spans = sentence_spans(text.strip())
    assert [span.end - span.start for span in spans] == [999, 999, 499]


def test_a_text_without_white_space_is_cut_at_the_limit():
    assert sentence_spans("x" * 2_500) == [Span(0, 1000), Span(1000, 2000), Span(2000, 2500)]


def test_chunks_are_packed_up_to_the_budget():
    article = Article("One two three. Four five six. Seven eight nine. Ten.")
    assert [chunk.text for chunk in chunk_article(article, words, 6)] == [
        "One two three. Four five six.",
        "Seven eight nine. Ten.",
    ]


def test_a_chunk_ends_with_its_paragraph_once_it_is_half_full():
    article = Article("One two three four.\n\nFive six.\n\nSeven eight nine ten.")
    assert [chunk.text for chunk in chunk_article(article, words, 8)] == [
        "One two three four.",
        "Five six.\n\nSeven eight nine ten.",
    ]


def test_a_sentence_above_the_budget_stands_alone():
    article = Article("Short one. A sentence that is much longer than the budget. Short two.")
    texts = [chunk.text for chunk in chunk_article(article, words, 4)]
    assert texts == ["Short one.", "A sentence that is much longer than the budget.", "Short two."]


def test_chunk_ids_are_unique():
    article = Article("Same. " * 50)
    chunks = chunk_article(article, words, 2)
    assert len({chunk.id for chunk in chunks}) == len(chunks) == 25
