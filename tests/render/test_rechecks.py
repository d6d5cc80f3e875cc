from rag.core.recheck import Quotation, Recheck, Rechecked, Rewording, Standing
from rag.core.span import Span
from rag.render.rechecks import rechecks_text
from tests.render.samples import ARTICLE

CITED = Quotation("heide", ARTICLE.sha256, Span(0, 24), "Cells are made in Heide.")


def test_each_question_has_its_citations_below_it_and_a_change_both_wordings() -> None:
    change = Rewording("Cells are made in Heide.", "Cells are made in Salzgitter.")
    edited = Recheck(Standing.EDITED_HERE, ARTICLE.info, change)
    rechecked = [
        Rechecked("Where?", 1, CITED, Recheck(Standing.UNCHANGED)),
        Rechecked("Where?", 2, CITED, edited),
        Rechecked("What?", 1, CITED, Recheck(Standing.WITHDRAWN)),
    ]
    assert rechecks_text(rechecked).splitlines() == [
        "Where?",
        "  [1] unchanged (heide:0-24)",
        "  [2] edited here (heide:0-24)",
        "      newer: Heide* · News & Co · 2026-02-03",
        "    - Cells are made in Heide.",
        "    + Cells are made in Salzgitter.",
        "What?",
        "  [1] withdrawn (heide:0-24)",
        "3 citations: 1 unchanged, 1 edited here, 1 withdrawn",
    ]


def test_a_sentence_that_was_taken_out_and_nothing_to_look_at() -> None:
    gone = Recheck(Standing.EDITED_HERE, None, Rewording("Cells.", ""))
    assert rechecks_text([Rechecked("Where?", 1, CITED, gone)]).splitlines()[2:] == [
        "    - Cells.",
        "1 citation: 1 edited here",
    ]
    assert rechecks_text([]) == "0 citations"
