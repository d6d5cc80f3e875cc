from dataclasses import replace

from rag.core.answer import Caveat, Reason, Sentence
from rag.core.span import Span
from rag.render.markdown import markdown
from tests.render.samples import ANSWER, CITATION, COPIED, LISTED, REFUSAL
from tests.said import said


def test_markdown_has_footnotes_and_no_foreign_markup() -> None:
    assert markdown(ANSWER) == (
        "Cells are made in Heide\\.[^1]\n\n"
        "[^1]: Heide\\* · News \\& Co · 2026\\-02\\-03: “Cells are made in Heide\\.”"
    )
    assert markdown(REFUSAL) == "No\\."


def test_a_list_has_its_remarks_below() -> None:
    shown = markdown(replace(ANSWER, sentences=LISTED, notes=said("A note.")))
    assert shown.startswith("- Cells are made\\.[^1]\n- Soup is sold\\.\nA note\\.\n")
    assert "Unsupported\\: Soup is sold\\." in shown


def test_a_comparison_is_a_table() -> None:
    sentences = (Sentence("A | B.", (1,), column=1), Sentence("Both grow.", (1,)))
    compared = replace(ANSWER, sentences=sentences, columns=("A*", "B"))
    assert markdown(compared).splitlines()[:5] == [
        r"| A\* | B |",
        "| --- | --- |",
        r"| nothing found | A \| B\.[^1] |",
        "",
        r" Both grow\.[^1]",
    ]


def test_a_draft_without_support_is_shown_with_its_quotes() -> None:
    closest = replace(
        ANSWER,
        abstained=True,
        reason=Reason.DRAFT_UNSUPPORTED,
        statements=said("Nothing supports it:"),
    )
    start = "Nothing supports it\\: Cells are made in Heide\\.[^1]"
    assert markdown(closest).startswith(start)


def test_what_is_put_before_a_sentence_is_told_from_it() -> None:
    item = Sentence("It opened.", (), bullet=True, label="May 2021")
    added = Sentence("She arrived.", (), label="Greta Holm")
    assert "- **May 2021**: It opened\\." in markdown(replace(ANSWER, sentences=(item,)))
    assert "\\[Greta Holm\\] She arrived\\." in markdown(replace(ANSWER, sentences=(added,)))


def test_a_footnote_names_the_copies_of_its_article() -> None:
    text = markdown(replace(ANSWER, citations=(COPIED,)))
    assert "” (2 articles, 1 source, at 3 places; origin" in text


def test_a_footnote_has_what_limits_its_quote() -> None:
    limited = replace(CITATION, caveat=Caveat(Span(25, 40), "But *not* today."))
    text = markdown(replace(ANSWER, citations=(limited,)))
    assert text.endswith("” It goes on\\: “But \\*not\\* today\\.”")


def test_a_paragraph_behind_a_list_is_no_part_of_it() -> None:
    sentences = (Sentence("One.", (), bullet=True), Sentence("It ends.", (1,)))
    assert markdown(replace(ANSWER, sentences=sentences)).startswith("- One\\.\n\n It ends\\.[^1]")
