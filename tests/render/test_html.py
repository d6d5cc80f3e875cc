from dataclasses import replace

from rag.core.answer import Answer, Caveat, Lead, Sentence
from rag.core.span import Span
from rag.render.html import answer_html
from tests.render.samples import ANSWER, ARTICLE, CITATION, LISTED, REFUSAL
from tests.said import said


def test_an_answer_shows_its_lead_its_sentences_and_its_footnotes() -> None:
    led = replace(ANSWER, lead=Lead("Heide", CITATION))
    html = answer_html(led)
    assert html.index("<strong>Heide</strong><sup>[1]</sup>") < html.index("Cells are made")
    assert "<ol><li>Heide* · News &amp; Co · 2026-02-03: “Cells are made in Heide.”" in html
    assert led._repr_html_() == html


def test_a_footnote_has_what_limits_its_quote() -> None:
    limited = replace(CITATION, caveat=Caveat(Span(25, 40), "But <b>not</b> today."))
    html = answer_html(replace(ANSWER, citations=(limited,)))
    assert "” <small>It goes on: “But &lt;b&gt;not&lt;/b&gt; today.”</small></li>" in html


def test_lists_tables_comparisons_and_refusals_have_their_forms() -> None:
    assert "<ul><li>Cells are made." in answer_html(replace(ANSWER, sentences=LISTED))
    row = Sentence("Heide | 4.10", (1,))
    assert "<td>Heide</td><td>4.10</td>" in answer_html(replace(ANSWER, sentences=(row,)))
    compared = replace(ANSWER, sentences=(Sentence("A.", (1,), column=0),), columns=("A", "B"))
    assert "<th>B</th>" in answer_html(compared)
    assert "nothing found" in answer_html(compared)
    assert "<p>No.</p>" in answer_html(REFUSAL)
    dated = Sentence("It opened.", (1,), bullet=True, label="May 2021")
    assert "<strong>May 2021</strong> It opened." in answer_html(
        replace(ANSWER, sentences=(dated,))
    )
    listed = Answer("Q", "Q", articles=(ARTICLE.info,), statements=said("1 of 2 articles."))
    assert "<p>1 of 2 articles.</p><ul><li>Heide*" in answer_html(listed)


def test_nothing_from_outside_is_markup() -> None:
    bad = "<script>alert(1)</script>"
    html = answer_html(replace(ANSWER, sentences=(Sentence(bad, (1,)),), statements=said(bad)))
    assert "<script" not in html
    linked = replace(CITATION, article=replace(ARTICLE.info, url="javascript:alert(1)"))
    assert "javascript" not in answer_html(replace(ANSWER, citations=(linked,)))
    safe = replace(CITATION, article=replace(ARTICLE.info, url="https://a.example/x"))
    assert '<a href="https://a.example/x"' in answer_html(replace(ANSWER, citations=(safe,)))


def test_what_is_put_before_a_sentence_is_told_from_it() -> None:
    item = Sentence("It opened.", (), bullet=True, label="May <2021>")
    added = Sentence("She arrived.", (), label="Greta Holm")
    shown = answer_html(replace(ANSWER, sentences=(item,)))
    assert "<strong>May &lt;2021&gt;</strong> It opened." in shown
    assert "[Greta Holm] She arrived." in answer_html(replace(ANSWER, sentences=(added,)))
