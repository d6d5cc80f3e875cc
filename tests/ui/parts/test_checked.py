from dataclasses import replace

from rag.core.answer import Citation
from rag.core.article import Article
from rag.core.checked import CheckedSentence, CheckedText, SentenceVerdict
from rag.core.span import Span
from rag.ui.catalogue import catalogue
from rag.ui.parts.checked import CheckedPiece, CheckedRow, shown_check
from tests.render.checked import ARTICLE, CHECKED, CITED

EN = catalogue("en")
OTHER = Article("The trip takes 18 minutes.", "Bus", outlet="Daily", published="2026-09-08")


def row(one: CheckedSentence, checked: CheckedText = CHECKED) -> CheckedRow:
    return shown_check(replace(checked, sentences=(one,)), (), EN).rows[0]


def test_a_contradiction_has_both_values_the_quote_its_source_and_what_limits_it() -> None:
    first = shown_check(CHECKED, (), EN).rows[0]
    assert (first.number, first.verdict, first.label) == (1, "contradicted", "Contradicted")
    assert first.source == "Courier, 7 September 2026"
    assert "The draft: “18 minutes”. The article: “19 minutes”." in first.reasons
    assert [piece for piece in first.pieces if piece.kind] == [CheckedPiece("18 minutes", "wrong")]
    (cite,) = first.cites
    assert [piece for piece in cite.pieces if piece.kind] == [CheckedPiece("19 minutes", "mark")]
    assert (cite.start, cite.end, cite.source) == (0, 26, "")
    assert cite.caveat == "But the <b>tram</b> is late."


def test_an_altered_quotation_has_its_words_and_the_articles_as_one() -> None:
    first = shown_check(CHECKED, (), EN).rows[0]
    assert first.differences == (
        (("same", "takes "), ("del", "18"), ("ins", "19"), ("same", " minutes")),
    )
    assert [fix.label for fix in first.fixes] == [
        "Put in the exact words", "Put “19 minutes” in the draft",
    ]  # fmt: skip


def test_what_was_put_in_is_shown_and_can_be_taken_out() -> None:
    first = shown_check(CHECKED, {1}, EN).rows[0]
    assert [piece for piece in first.pieces if piece.kind] == [CheckedPiece("19 minutes", "put")]
    (fix,) = first.fixes
    assert (fix.number, fix.put, fix.label) == (1, True, "Take “19 minutes” out again")


def test_the_filters_count_the_sentences_and_the_coverage_is_told() -> None:
    shown = shown_check(CHECKED, (), EN)
    assert shown.tabs == (
        ("all", "All", 3), ("contradicted", "Contradicted", 1),
        ("not_found", "Not in the articles", 1), ("nothing", "Nothing to check", 1),
    )  # fmt: skip
    assert shown.covered == "0 of 2 supported: 0 %"
    assert shown.said.startswith("0 of 2 supported: 0 %. Contradicted: 1")
    bare = replace(CHECKED, sentences=CHECKED.sentences[2:])
    assert shown_check(bare, (), EN).covered == "nothing to check"


def test_what_stands_nowhere_is_underlined_and_says_where_was_searched() -> None:
    second = shown_check(CHECKED, (), EN).rows[1]
    assert second.source == "1,240 articles searched"
    assert second.reasons == ("None of 1,240 articles says it.",)
    assert second.pieces == (CheckedPiece("It is <i>late</i>.", "void"),)
    partly = replace(CHECKED.sentences[1], verdict=SentenceVerdict.PARTLY, missing=(Span(30, 44),))
    assert [piece.kind for piece in row(partly).pieces] == ["", "void", ""]
    assert row(partly).reasons == ("What is underlined stands in no article.",)


def test_a_dispute_names_both_sides() -> None:
    said = Citation(2, OTHER.info, Span(0, 26), OTHER.text)
    one = replace(CHECKED.sentences[0], supporting=(2,))
    disputed = row(one, replace(CHECKED, citations=(CITED, said)))
    assert disputed.disputed
    assert disputed.kinds == "contradicted disputed"
    assert disputed.source == "2 articles"
    assert [cite.source for cite in disputed.cites] == [
        "says otherwise: Courier, 7 September 2026", "says so: Daily, 8 September 2026",
    ]  # fmt: skip
    both = replace(CHECKED, sentences=(one,), citations=(CITED, said))
    tabs = shown_check(both, (), EN).tabs
    assert tabs[-1] == ("disputed", "Disputed", 1)


def test_an_article_without_an_outlet_is_called_by_its_title() -> None:
    info = replace(ARTICLE.info, outlet="", published=None)
    checked = replace(CHECKED, citations=(replace(CITED, article=info),))
    assert shown_check(checked, (), EN).rows[0].source == "Tram"
