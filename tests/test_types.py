from dataclasses import FrozenInstanceError
from datetime import date
from hashlib import sha256
from unicodedata import is_normalized

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import SpanError
from rag.types import (
    Answer,
    Article,
    Chunk,
    Failure,
    Filter,
    Reason,
    Sentence,
    Span,
    SyncReport,
    first_words,
    normalise,
    slug,
)

any_text = st.text(st.characters(), max_size=200)
spans = st.tuples(st.integers(0, 500), st.integers(1, 500)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(any_text)
def test_normalise_is_idempotent_and_nfc(text):
    once = normalise(text)
    assert normalise(once) == once
    assert is_normalized("NFC", once)
    assert "\r" not in once
    once.encode()


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("one\r\ntwo\rthree\ffour", "one\ntwo\nthree\nfour"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("a\x00b\x07c\x7fd", "abcd"),
        ("\ufeffstart", "start"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("tab\tstays, 🔋 stays", "tab\tstays, 🔋 stays"),
    ],
)
def test_normalise_makes_one_form(given_text, expected):
    assert normalise(given_text) == expected


@pytest.mark.parametrize("length", range(1, 6))
def test_normalise_composes_after_removing_what_stands_between(length):
    assert normalise("e" + "\x00" * length + "\u0301") == "é"


@given(any_text)
def test_slug_is_a_usable_id(text):
    name = slug(text)
    assert 0 < len(name) <= 80
    assert Article("text", id=name).id == name


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Volvo's Plan: 50 GWh!", "volvo-s-plan-50-gwh"), ("Žilina", "žilina"), ("...", "article"), ("a" * 99, "a" * 80)],
)
def test_slug_examples(name, expected):
    assert slug(name) == expected


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 3)])
def test_span_refuses_what_marks_nothing(start, end):
    with pytest.raises(SpanError, match=f"0 <= start < end, got {start}-{end}"):
        Span(start, end)


@given(any_text.filter(bool), st.data())
def test_span_slice_has_its_length(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert Span(start, end).slice(text) == text[start:end]


@given(spans, spans)
def test_span_overlap_is_a_shared_character(one, other):
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    assert one.overlaps(other) == other.overlaps(one) == bool(shared)
    assert one.within(other) == (set(range(one.start, one.end)) <= set(range(other.start, other.end)))


@given(spans, st.integers(0, 500))
def test_span_shift_comes_back(span, by):
    moved = span.shift(by)
    assert moved.end - moved.start == span.end - span.start
    assert moved.shift(-by) == span


def test_span_shift_before_the_text_is_an_error():
    with pytest.raises(SpanError, match="got -1-1"):
        Span(1, 3).shift(-2)


def test_spans_sort_by_place():
    assert sorted([Span(5, 9), Span(0, 4), Span(0, 2)]) == [Span(0, 2), Span(0, 4), Span(5, 9)]


def test_article_is_normalised_once_and_hashed():
    article = Article("Cafe\u0301\r\nopens.", title=" A  cafe\u0301 ", topics=["food"])
    assert article.text == "Café\nopens."
    assert article.title == "A café"
    assert article.id == "a-café"
    assert article.topics == ("food",)
    assert article.sha256 == sha256("Café\nopens.".encode()).hexdigest()
    assert article.info.sha256 == article.sha256


def test_article_takes_its_first_sentence_as_title():
    article = Article("\n# The plant opened in 2021. It makes cells.\nMore.")
    assert article.title == "The plant opened in 2021."
    assert article.id == "the-plant-opened-in-2021"


@pytest.mark.parametrize("text", ["", " \n\t", "...!?", "\x00", "🔋"])
def test_article_without_words_is_refused(text):
    with pytest.raises(ValueError, match="nothing readable was found"):
        Article(text)


@pytest.mark.parametrize("name", ["a b", "a:b", "a\nb", "a\x00b"])
def test_article_id_must_fit_a_citation(name):
    with pytest.raises(ValueError, match="no white space and no colon"):
        Article("text", id=name)


def test_first_words_cuts_a_long_line_at_a_word():
    title = first_words("word " * 90)
    assert title.endswith("word...")
    assert len(title) <= 300


def test_nouns_are_frozen():
    with pytest.raises(FrozenInstanceError):
        Span(0, 1).start = 2
    with pytest.raises(FrozenInstanceError):
        Article("text").text = "other"


def test_chunk_id_and_what_is_embedded():
    article = Article("The plant opened.", title="A plant", id="plant")
    chunk = Chunk(article.info, Span(4, 16), "plant opened", (Span(4, 16),))
    assert chunk.id == "plant:4-16"
    assert chunk.embed_text == "A plant\nplant opened"


def test_answer_text_has_markers_or_the_message():
    sentences = (Sentence("One.", (1, 2)), Sentence("Two.", ()))
    assert Answer("q", "q", sentences).text == "One. [1] [2] Two."
    assert (
        Answer("q", "q", abstained=True, reason=Reason.WEAK_EVIDENCE, message="Not in the articles.").text
        == "Not in the articles."
    )


@pytest.mark.parametrize(
    "where", [Filter(articles=("a",)), Filter(sources=("s",)), Filter(since=date.min), Filter(until=date.max)]
)
def test_filter_with_a_field_is_true(where):
    assert where
    assert not Filter()


def test_sync_report_counts_in_a_fixed_order():
    report = SyncReport(added=("a", "b"), failed=(Failure("x.md", "empty file"),))
    expected = {"added": 2, "changed": 0, "moved": 0, "removed": 0, "unchanged": 0, "failed": 1}
    assert list(report.counts()) == list(expected.items())
