from dataclasses import replace

from rag.core.answer import Caveat, Reason, Sentence
from rag.core.corpus import NOT_READ, Failure, SyncReport
from rag.core.details import Details, Reference
from rag.core.span import Span
from rag.render.terminal import answer_text, article_text, hits_text, plain_text, report_text
from tests.render.samples import ANSWER, ARTICLE, CITATION, COPIED, HIT, LISTED, REFUSAL
from tests.said import said


def test_an_answer_has_its_footnotes_below() -> None:
    assert answer_text(ANSWER) == (
        "Cells are made in Heide. [1]\n\n[1] Heide* · News & Co · 2026-02-03 (heide:0-24)"
    )


def test_a_refusal_names_its_reason_and_the_nearest_articles() -> None:
    assert answer_text(REFUSAL) == (
        "No. (weak evidence)\n\nNearest articles:\n- Heide* · News & Co · 2026-02-03 (heide)"
    )


def test_an_article_shows_the_place_that_is_asked_for() -> None:
    shown = article_text(ARTICLE, Span(10, 14))
    assert shown.endswith("\n\nCells are >>>made<<< in Heide. Soup is served.")
    assert article_text(ARTICLE).endswith("\n\n" + ARTICLE.text)
    named = replace(ARTICLE, details=Details(references=(Reference("A report", "https://a.b/c"),)))
    assert article_text(named).endswith("\n\nSources of the article:\n- A report https://a.b/c")


def test_hits_have_rank_place_and_score() -> None:
    assert hits_text([HIT]) == (
        "1. Heide* · News & Co · 2026-02-03 (heide:0-24, 1.25)\nCells are made in Heide."
    )


def test_a_written_answer_says_what_was_left_out_and_what_is_unsupported() -> None:
    written = replace(ANSWER, sentences=LISTED, written=True, removed=1, notes=said("A note."))
    assert answer_text(written).splitlines()[:5] == [
        "- Cells are made. [1]",
        "- Soup is sold.",
        "A note.",
        "1 sentence of the draft left out for want of support.",
        "Unsupported: Soup is sold. (no article supports it)",
    ]


def test_a_comparison_is_a_list_by_column_with_the_rest_on_lines_below() -> None:
    sentences = (Sentence("B grows.", (1,), column=1), Sentence("Both grow.", (1,)))
    compared = replace(
        ANSWER, sentences=sentences, columns=("A", "B"), statements=said("Compared:")
    )
    assert plain_text(compared).splitlines() == [
        "Compared:",
        "A: nothing found",
        "B:",
        "- B grows. [1]",
        "Both grow. [1]",
    ]


def test_a_question_asked_back_lists_what_may_be_meant() -> None:
    options = ("Heide: why?", "Salzgitter: why?")
    unclear = replace(REFUSAL, reason=Reason.UNCLEAR, options=options, removed=2)
    assert answer_text(unclear).splitlines() == [
        "No. (unclear question)",
        "2 sentences of the draft left out for want of support.",
        "",
        "- Heide: why?",
        "- Salzgitter: why?",
    ]


def test_a_draft_without_support_is_shown_with_its_quotes() -> None:
    closest = replace(
        ANSWER,
        abstained=True,
        reason=Reason.DRAFT_UNSUPPORTED,
        statements=said("Nothing supports it:"),
    )
    start = "Nothing supports it: Cells are made in Heide. [1] (draft unsupported"
    assert answer_text(closest).startswith(start)


def test_a_report_is_one_line_and_one_for_each_failure() -> None:
    failed = (Failure("x.md", "empty file"),)
    report = SyncReport(added=("a", "b"), failed=failed, chunks=3, seconds=0.25)
    assert report_text(report) == ("2 added, 1 failed; 3 chunks in 0.2 s\nfailed: x.md: empty file")
    assert report_text(SyncReport(dry_run=True)) == (
        "nothing found (dry run: nothing was changed); 0 chunks in 0.0 s"
    )


def test_a_terminal_escape_never_gets_through() -> None:
    assert "\x1b" not in answer_text(replace(REFUSAL, statements=said("\x1b[31mred")))


def test_what_is_put_before_a_sentence_is_told_from_it() -> None:
    item = Sentence("It opened.", (), bullet=True, label="May 2021")
    added = Sentence("She arrived.", (), label="Greta Holm")
    assert plain_text(replace(ANSWER, sentences=(item,))) == "- May 2021: It opened."
    assert plain_text(replace(ANSWER, sentences=(added,))) == "[Greta Holm] She arrived."


def test_what_is_in_doubt_and_what_is_passed_over_is_told() -> None:
    passed_over = [Failure(f"{n}.PNG", NOT_READ) for n in range(4)]
    passed_over += [Failure("a.warc", "run `pip install x`"), Failure("a.b/noend", NOT_READ)]
    report = SyncReport(
        added=("a",),
        warned=(Failure("x.md", "the date 'soon' can't be read"),),
        passed_over=tuple(passed_over),
        chunks=1,
    )
    assert report_text(report).splitlines()[1:] == [
        "warning: x.md: the date 'soon' can't be read",
        "6 files passed over: 4 .png, 1 .warc (run `pip install x`), 1 without an ending",
    ]
    one = SyncReport(passed_over=(Failure("a.png", NOT_READ),))
    assert report_text(one).endswith("\n1 file passed over: 1 .png")


def test_a_footnote_has_a_line_on_copies_of_its_article() -> None:
    text = answer_text(replace(ANSWER, citations=(COPIED,)))
    assert "(heide:0-24)\n    2 articles, 1 source, at 3 places; origin: Cells · Elle News" in text


def test_a_footnote_has_a_line_on_what_limits_its_quote() -> None:
    limited = replace(CITATION, caveat=Caveat(Span(25, 40), "But not\ntoday."))
    text = answer_text(replace(ANSWER, citations=(limited,)))
    assert "(heide:0-24)\n    It goes on: “But not today.”" in text


def test_a_paragraph_behind_a_list_or_a_table_has_a_line_of_its_own() -> None:
    behind = Sentence("It ends.", (1,))
    for first in (Sentence("One.", (), bullet=True), Sentence("A | B", ())):
        assert plain_text(replace(ANSWER, sentences=(first, behind))).endswith("\nIt ends. [1]")
    assert plain_text(replace(ANSWER, sentences=(behind, behind))) == "It ends. [1] It ends. [1]"


def test_what_talks_to_a_model_is_marked_beside_the_place_that_is_asked_for() -> None:
    article = replace(ARTICLE, suspicions=(Span(25, 40),), suspicious_title=True)
    shown = article_text(article, Span(10, 14))
    assert "\nIts title talks to a model.\n1 sentence talking to a model: marked" in shown
    assert shown.endswith("\n\nCells are >>>made<<< in Heide. [never quoted: Soup is served.]")


def test_a_report_counts_what_talks_to_a_model() -> None:
    one, many = (SyncReport(suspicious=tuple("abcdef"[:n])) for n in (1, 6))
    assert report_text(one).endswith("\n1 article has text that talks to a model: a")
    assert report_text(many).endswith(
        "\n6 articles have text that talks to a model: a, b, c, d, e, ..."
    )
