from dataclasses import replace

from rag.core.answer import Citation, Sentence
from rag.core.article import Article
from rag.core.cluster import Cluster
from rag.core.details import Details
from rag.core.span import Span
from rag.render.blocks import (
    Column,
    Comparison,
    ItemList,
    Paragraph,
    copied,
    counted,
    layout,
    source_of,
)
from tests.render.samples import ANSWER, ARTICLE, CITATION, COPIED, LISTED, REFUSAL
from tests.said import said

FIRST, SECOND = Sentence("One is large.", (1,), column=0), Sentence("It grows.", (1,), column=0)
BOTH = Sentence("Both are new.", (1,))


def test_sentences_that_run_on_are_a_paragraph() -> None:
    assert layout(ANSWER).blocks == (Paragraph(ANSWER.sentences),)


def test_what_follows_a_bullet_belongs_to_its_item() -> None:
    sentences = (BOTH, LISTED[0], BOTH, LISTED[1])
    assert layout(replace(ANSWER, sentences=sentences, written=True)).blocks == (
        Paragraph((BOTH,)),
        ItemList(((LISTED[0], BOTH), (LISTED[1],))),
    )


def test_a_comparison_comes_first_and_has_a_row_for_each_sentence_of_the_longest_column() -> None:
    compared = replace(ANSWER, sentences=(FIRST, BOTH, SECOND), columns=("One", "Other"))
    table, below = layout(compared).blocks
    assert table == Comparison((Column("One", (FIRST, SECOND)), Column("Other", ())))
    assert isinstance(table, Comparison)
    assert table.rows == [(FIRST, None), (SECOND, None)]
    assert below == Paragraph((BOTH,))
    assert layout(compared).compares
    assert not layout(ANSWER).compares


def test_a_comparison_without_sentences_has_no_row() -> None:
    (table,) = layout(replace(ANSWER, sentences=(), columns=("One", "Other"))).blocks
    assert isinstance(table, Comparison)
    assert table.rows == []


def test_remarks_tell_the_note_then_what_was_left_out() -> None:
    laid_out = layout(replace(ANSWER, sentences=LISTED, removed=2, notes=said("A note.")))
    left_out = "2 sentences of the draft left out for want of support."
    assert laid_out.remarks == ("A note.", left_out)
    assert laid_out.unsupported == ("Unsupported: Soup is sold. (no article supports it)",)
    (one_left_out,) = layout(replace(ANSWER, removed=1)).remarks
    assert one_left_out.startswith("1 sentence of the draft")


def test_the_nearest_articles_are_shown_only_where_there_are_no_options() -> None:
    assert layout(REFUSAL).nearest == REFUSAL.nearest
    unclear = layout(replace(REFUSAL, options=("Heide: why?",)))
    assert (unclear.nearest, unclear.options) == ((), ("Heide: why?",))


def test_a_noun_has_a_plural() -> None:
    assert [counted(number, "word") for number in (0, 1, 2)] == ["0 words", "1 word", "2 words"]


def test_a_quote_says_its_page() -> None:
    article = Article("x" * 80, "A plant", outlet="Post", details=Details(pages=(0, 40)))
    citation = Citation(1, article.info, Span(45, 50), "xxxxx")
    assert source_of(citation) == "A plant · Post · p. 2"
    unpaged = replace(article.info, details=Details())
    assert source_of(replace(citation, article=unpaged)) == "A plant · Post"


COPIES = (
    "2 articles, 1 source, at 3 places; origin: Cells · Elle News · 2026-02-02; also in News & Co"
)


def test_a_footnote_says_who_else_printed_its_text() -> None:
    assert copied(COPIED) == COPIES
    assert copied(CITATION) == ""
    alone = replace(COPIED, cluster=Cluster((ARTICLE.info,), 2))
    assert copied(alone) == "1 article, 1 source, at 2 places"


def test_an_answer_from_several_texts_counts_its_independent_sources() -> None:
    other = replace(CITATION, number=2, article=replace(ARTICLE.info, id="other"))
    two = replace(ANSWER, citations=(COPIED, other))
    assert layout(two).remarks == ("3 articles, 2 independent sources.",)
    assert layout(replace(ANSWER, citations=(COPIED,))).remarks == ()
    assert layout(replace(ANSWER, citations=(CITATION, other))).remarks == ()
