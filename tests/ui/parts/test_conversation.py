import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from rag.ui.parts.conversation import conversation, status

from rag.core.answer import Answer, Citation, Lead, Nearest, Reason, Sentence
from rag.core.article import ArticleInfo
from rag.core.span import Span
from rag.core.usage import Usage
from rag.render.escape import plain
from rag.ui.parts.article import no_article, show
from rag.ui.session import Exchange
from tests.ui.tree import Tree, cited, hostile, info


@given(hostile, hostile, hostile, hostile, hostile)
def test_nothing_from_outside_becomes_markup(
    question: str, quote: str, title: str, source: str, url: str
) -> None:
    article = ArticleInfo(title, title, source, url, date(2026, 2, 1), source)
    citation = Citation(1, article, Span(0, len(quote)), quote, Span(0, 1))
    answer = Answer(question, url, (Sentence(quote, (1,)), Sentence(title, ())), (citation,))
    refused = Answer(
        question,
        url,
        abstained=True,
        reason=Reason.WEAK_EVIDENCE,
        message=quote,
        nearest=(Nearest(article, 1.0),),
    )
    compared = replace(
        answer,
        columns=(title, url),
        sentences=(Sentence(quote, (1,), column=1), Sentence(title, ())),
    )
    helped = Answer(question, question, reason=Reason.HELP, message=quote)
    exchanges = [
        *(Exchange(question, given) for given in (answer, compared, refused, helped, None)),
        Exchange(question, problem=quote),
    ]
    assert plain(quote) in Tree(conversation(exchanges)).text
    Tree(show(article, quote, Span(0, 1), [Span(0, len(quote))], title))
    Tree(no_article(title))


def test_an_answer_has_labelled_markers_and_a_card_for_each() -> None:
    tree = Tree(
        conversation([Exchange("Q?", cited()), Exchange("Q?", cited(published=date(2025, 3, 12)))])
    )
    buttons = [attributes for tag, attributes in tree.tags if tag == "button"]
    assert [b.get("aria-label") for b in buttons if b["class"] == "fn-marker"] == [
        "Footnote 1: A title"
    ] * 2
    assert [b.get("id") for b in buttons if b["class"] == "fn-card"] == ["fn-1-1", "fn-2-1"]
    assert all(
        sum(b.get("data-note") == note for b in buttons) == 2 for note in ("fn-1-1", "fn-2-1")
    )
    assert "“The words.”" in tree.text
    assert "12 March 2025" in tree.text
    assert "Confidence 93%" in tree.text


def test_a_comparison_is_a_table_with_what_is_said_of_both_below_it() -> None:
    article = info()
    sentences = [
        Sentence("One is large.", (1,), column=0),
        Sentence("Both are new.", (1,)),
        Sentence("It grows.", (1,), column=0),
    ]
    answer = Answer(
        "Q?",
        "Q?",
        tuple(sentences),
        (Citation(1, article, Span(0, 4), "Both"),),
        columns=("One", "Other"),
    )
    tree = Tree(conversation([Exchange("Q?", answer)]))
    assert [attributes for tag, attributes in tree.tags if tag == "th"] == [{"scope": "col"}] * 2
    assert [tag for tag, _ in tree.tags if tag in ("tr", "td")] == ["tr", *("tr", "td", "td") * 2]
    in_order = (
        "Other",
        "One is large.",
        "nothing found",
        "It grows.",
        "nothing more",
        "Both are new.",
    )
    places = [tree.text.index(text) for text in in_order]
    assert places == sorted(places)


def test_an_answer_can_be_judged_and_so_can_each_of_its_footnotes() -> None:
    tree = Tree(conversation([Exchange("Q?", cited())]))
    pressed = [
        (a["class"], a.get("data-verdict") or a["data-card"])
        for _, a in tree.tags
        if "aria-pressed" in a
    ]
    assert pressed == [("fn-verdict", "right"), ("fn-verdict", "wrong"), ("fn-reject", "fn-1-1")]
    assert "Doesn't support this (footnote 1)" in tree.text


@pytest.mark.parametrize(
    "exchange",
    [
        Exchange("hi", Answer("hi", "hi", reason=Reason.HELP, message="Ask.")),
        Exchange("Q?"),
        Exchange("Q?", problem="Broken"),
    ],
)
def test_what_is_no_answer_can_not_be_judged(exchange: Exchange) -> None:
    shown = conversation([exchange])
    assert "fn-feedback" not in shown
    assert "data-answer" not in shown


@given(hostile, hostile)
def test_the_page_knows_exactly_which_answer_is_judged(question: str, quote: str) -> None:
    answer = Answer(question, quote, (Sentence(quote, ()),), confidence=0.5)
    (turn,) = [
        a["data-answer"]
        for tag, a in Tree(conversation([Exchange(question, answer)])).tags
        if tag == "section"
    ]
    expected = {
        "question": question,
        "standalone": quote,
        "answer": quote,
        "abstained": False,
        "confidence": 0.5,
    }
    assert json.loads(turn) == expected


def test_an_abstention_names_its_reason_and_opens_the_nearest() -> None:
    near = tuple(Nearest(info(title=f"T{n}"), 1.0) for n in range(3))
    answer = Answer(
        "Q?",
        "Q?",
        abstained=True,
        reason=Reason.NOTHING_FOUND,
        message="The articles hold nothing.",
        nearest=near,
    )
    tree = Tree(conversation([Exchange("Q?", answer)]))
    assert "No answer: nothing found" in tree.text
    assert [a["id"] for _, a in tree.tags if a.get("class") == "fn-near"] == [
        "fn-1-near-1",
        "fn-1-near-2",
        "fn-1-near-3",
    ]
    assert sum(a.get("class") == "fn-verdict" for _, a in tree.tags) == 2


def test_help_is_a_plain_message() -> None:
    answer = Answer("hi", "hi", reason=Reason.HELP, message="Ask about the articles.")
    shown = conversation([Exchange("hi", answer)])
    assert '<p class="fn-help">Ask about the articles.</p>' in shown
    assert "Confidence" not in shown


def test_the_searched_question_is_shown_only_where_it_differs() -> None:
    assert "Searched" not in conversation([Exchange("Q?", cited())])
    answer = Answer("And then?", "What happened? And then?", message="x", abstained=True)
    shown = conversation([Exchange("And then?", answer)])
    assert "Searched together with: What happened?" in shown
    assert 'data-ask="And then?"' in shown
    mended = Answer("Wat?", "What?", message="x", abstained=True)
    assert "Searched as: What?" in conversation([Exchange("Wat?", mended)])


def test_an_answer_has_its_lead_its_caveat_and_how_sure_it_is() -> None:
    answer = cited()
    led = replace(answer, lead=Lead("words", answer.citations[0]), message="Closest:")
    shown = conversation([Exchange("Q?", led)])
    assert shown.index('<p class="fn-lead">words') < shown.index('<p class="fn-caveat">Closest:')
    assert "<summary>Sure</summary>" in shown


def test_articles_rows_items_and_dates_have_their_forms() -> None:
    listed = Answer("Q?", "Q in May?", message="1 of 2 articles.", articles=(info(),))
    tree = Tree(conversation([Exchange("Q?", listed)]))
    assert "Searched as: Q in May?" in tree.text
    assert "1 of 2 articles." in tree.text
    assert sum(a.get("class") == "fn-near" for _, a in tree.tags) == 1
    row, item = Sentence("Heide | 4.10", (1,)), Sentence("It opened.", (1,), bullet=True)
    answer = replace(cited(), sentences=(row, replace(item, label="May 2021")))
    tree = Tree(conversation([Exchange("Q?", answer)]))
    assert [tag for tag, _ in tree.tags if tag in ("tr", "td")] == ["tr", "td", "td"]
    assert "May 2021" in tree.text
    added = replace(item, bullet=False, label="Greta <b>Holm")
    said = conversation([Exchange("Q?", replace(cited(), sentences=(added,)))])
    assert "[Greta &lt;b&gt;Holm]</span> " in said


def test_a_long_question_is_cut_for_show() -> None:
    assert len(conversation([Exchange("x" * 20_000, problem="too long")])) < 1_000


@pytest.mark.parametrize(
    ("exchange", "announced"),
    [
        (Exchange("Q?"), "Searching the articles…"),
        (Exchange("Q?", problem="the question is empty"), "The question is empty"),
        (Exchange("Q?", cited()), "Answered, 1 footnote."),
        (
            Exchange("Q?", Answer("Q?", "Q?", message="The articles hold nothing.")),
            "The articles hold nothing.",
        ),
    ],
)
def test_what_is_announced(exchange: Exchange, announced: str) -> None:
    assert status(exchange) == announced


def test_a_written_answer_says_so_and_what_it_took() -> None:
    answer = Answer(
        "Q?",
        "Q?",
        (
            Sentence("The words.", (1,), 0.9, "", True),
            Sentence("More.", (), None, "no article <b> supports it", True),
        ),
        cited().citations,
        written=True,
        removed=2,
        note="A note.",
        usage=Usage(1, 1_307, 40, 0.00123),
    )
    shown = conversation([Exchange("Q?", answer)])
    assert shown.count('<ul class="fn-answer"><li>') == 1
    assert "(unsupported: no article &lt;b&gt; supports it)" in shown
    text = Tree(shown).text
    for part in (
        "Written by a language model",
        "A note.",
        "2 sentences of the draft",
        "1,307 tokens read, 40 written",
    ):
        assert part in text
    assert "Written by" not in conversation([Exchange("Q?", cited())])


def test_a_draft_without_support_shows_the_quotes_that_come_closest() -> None:
    answer = replace(
        cited(),
        abstained=True,
        reason=Reason.DRAFT_UNSUPPORTED,
        message="Nothing supports it:",
        removed=1,
    )
    text = Tree(conversation([Exchange("Q?", answer)])).text
    for part in (
        "No answer: draft unsupported",
        "Nothing supports it:",
        "The words.",
        "1 sentence of the draft",
    ):
        assert part in text
