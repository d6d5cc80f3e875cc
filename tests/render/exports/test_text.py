from dataclasses import replace

from rag.render.exports.handout import handout
from rag.render.exports.text import text
from tests.render.exports.samples import AS_OF, FACT, LISTED, REFUSED, WRITTEN


def test_an_answer_has_all_of_its_footnotes() -> None:
    lines = text(handout([FACT], as_of=AS_OF)).splitlines()
    assert lines[:3] == [FACT.question, "=" * 37, "The articles as of 27 November 2026."]
    source = "A plant in Heide · Lakeside Courier · 2026-10-05 · p. 2"
    assert f"[2] {source}: “It opened in 2021.”" in lines
    assert "    https://courier.example/heide?a=1&b=2" in lines


def test_a_refusal_says_what_was_searched_and_has_no_footnotes() -> None:
    shown = text(handout([REFUSED]))
    assert "Searched: 4 articles.\n\nNo answer: weak evidence\n\nNearest articles:\n- A" in shown
    assert "Footnotes" not in shown
    assert "Footnotes" not in text(handout([LISTED]))


def test_a_footnote_that_no_sentence_has_is_named() -> None:
    assert "\n\nSee also [2]\n\n" in text(handout([WRITTEN]))


def test_a_title_is_one_line_and_nothing_in_it_moves_the_terminal() -> None:
    shown = text(handout([replace(FACT, question="a\x1b[2J\nb")]))
    assert shown.startswith("a[2J b\n======\n")
