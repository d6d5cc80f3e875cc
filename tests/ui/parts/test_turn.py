import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from rag import Chatbot
from rag.core.answer import Answer, Certainty, Citation, Lead, Nearest, Reason, Sentence
from rag.core.article import ArticleInfo
from rag.core.cluster import Cluster
from rag.core.conversation import KeptTurn, TurnState
from rag.core.corpus import Facts, Filter
from rag.core.request import Request, Task
from rag.core.span import Span
from rag.core.usage import Usage
from rag.render.escape import plain
from rag.ui.catalogue import catalogue
from rag.ui.parts.cites import Context
from rag.ui.parts.turn import Setting, announced, shown_turn
from tests.render.exports import payloads
from tests.ui.tree import EN, Tree, cited, hostile, info, shown, turn

TEXT = "The plant opened in 2021."
QUOTE = Citation(1, info(), Span(10, 35), TEXT, Span(30, 34))
LIST = Request(Task.ARTICLES, "Q?", "Q?")


def answer(*sentences: Sentence, citations: tuple[Citation, ...] = (QUOTE,)) -> Answer:
    return Answer("Q?", "Q?", sentences, citations, certainty=Certainty.LIKELY, confidence=0.7)


@given(hostile, hostile, hostile, hostile, hostile)
def test_nothing_from_outside_becomes_markup(
    question: str, quote: str, title: str, source: str, url: str
) -> None:
    article = ArticleInfo(title, title, source, url, date(2026, 2, 1), source)
    citation = Citation(1, article, Span(0, len(quote)), quote, Span(0, 1))
    one = Answer(question, url, (Sentence(quote, (1,)), Sentence(title, ())), (citation,))
    context = {1: Context(url, title)}
    assert plain(quote) in Tree(shown(turn(one, question=question), Setting(EN, context))).text
    Tree(shown(turn(None, TurnState.FAILED, question, quote)))
    Tree(shown(turn(None, TurnState.ASKING, question), Setting(EN, phase=quote)))


@pytest.mark.parametrize("payload", payloads.PAYLOADS)
def test_fifty_hostile_texts_are_words_in_every_place(payload: str) -> None:
    alive = payloads.hostile(payload)
    setting = Setting(EN, {1: Context(payload, payload)}, branches=2)
    Tree(shown(turn(alive, question=payload, where=Filter(outlets=payload)), setting))
    Tree(shown(turn(replace(alive, articles=(), lead=None), question=payload), setting))
    Tree(shown(turn(replace(alive, articles=(), columns=()), TurnState.ASKING), setting))
    refused = payloads.refused(payload)
    Tree(shown(turn(refused, question=payload), setting))
    Tree(shown(turn(replace(refused, options=()), question=payload), setting))


def test_a_sentence_has_labelled_markers_and_a_source_for_each() -> None:
    tree = Tree(shown(turn(cited(published=date(2025, 3, 12)))))
    (marker,) = tree.all("button", class_="fn-m")
    assert (marker["aria-label"], marker["data-m"]) == ("Footnote 1: A title", "1")
    (row,) = tree.all("div", class_="fn-cite")
    place = {name: row[f"data-{name}"] for name in ("m", "article", "sha256", "start", "end")}
    assert place == {"m": "1", "article": "an-id", "sha256": "0" * 64, "start": "0", "end": "10"}
    assert "12 March 2025" in tree.text
    assert "The words." in tree.cards
    assert "Sure1 quote, 1 article" in tree.text
    (sure,) = tree.all("span", class_="fn-sure is-sure")
    assert sure["title"] == "93 %: estimated probability that the articles hold the answer"
    assert "93" not in tree.text


def test_the_last_word_stays_on_a_line_with_its_markers() -> None:
    html = shown(turn(cited("Two words.")))
    assert 'Two <span class="fn-ref">words.<button class="fn-m"' in html


def test_the_words_that_answer_are_marked_in_the_sentence() -> None:
    html = shown(turn(answer(Sentence(TEXT, (1,)))))
    assert 'The plant opened in <span class="fn-ref"><mark>2021</mark>.<button' in html


@pytest.mark.parametrize(
    ("start", "end", "marked"),
    [
        (0, 9, "<mark>The plant</mark> opened in "),
        (0, 25, "<mark>The plant opened in </mark>"),
        (4, 16, "The <mark>plant opened</mark> in "),
    ],
)
def test_words_are_marked_wherever_they_stand(start: int, end: int, marked: str) -> None:
    quote = replace(QUOTE, answer=Span(10 + start, 10 + end))
    assert marked in shown(turn(answer(Sentence(TEXT, (1,)), citations=(quote,))))


def test_words_outside_the_sentence_mark_nothing() -> None:
    html = shown(turn(answer(Sentence("The plant opened", (1,)))))
    assert "<mark>" not in html.partition("<aside")[0]


def test_a_sentence_shows_only_its_own_markers() -> None:
    citations = tuple(replace(QUOTE, number=number) for number in (1, 2, 3))
    two = answer(Sentence("First.", (1, 3)), Sentence("Second.", (2,)), citations=citations)
    assert "First.13 Second.2" in Tree(shown(turn(two))).text


def test_a_sentence_without_citation_says_so() -> None:
    invented = Sentence("Invented.", ())
    assert "(no article supports this)" in Tree(shown(turn(answer(invented)))).text
    warned = replace(invented, warning="a <b> reason")
    assert "(a &lt;b&gt; reason)" in shown(turn(answer(warned)))


def test_a_comparison_is_a_table_with_what_is_said_of_both_below_it() -> None:
    sentences = [
        Sentence("One is large.", (1,), column=0),
        Sentence("Both are new.", (1,)),
        Sentence("It grows.", (1,), column=0),
    ]
    one = replace(answer(*sentences), columns=("One", "Other"))
    tree = Tree(shown(turn(one)))
    assert len(tree.all("b", role="columnheader")) == 2
    assert len(tree.all("div", role="row")) == 3
    places = [
        tree.text.index(text)
        for text in ("Other", "One is large.", "nothing found", "It grows.", "Both are new.")
    ]
    assert places == sorted(places)


def test_rows_are_a_table_whose_asked_row_stands_out() -> None:
    quote = Citation(1, info(), Span(0, 12), "Heide | 4.10", Span(8, 12))
    rows = answer(
        Sentence("Town | Price", (2,)),
        Sentence("Heide | 4.10", (1,)),
        citations=(quote, replace(quote, number=2, answer=None)),
    )
    tree = Tree(shown(turn(rows)))
    assert len(tree.all("th", scope="col")) == 2
    assert len(tree.all("tr", class_="is-row")) == 1
    assert "<mark>4.10</mark></td>" in shown(turn(rows))


def test_items_and_dates_have_their_forms() -> None:
    item = Sentence("It opened.", (1,), bullet=True)
    assert '<ul class="fn-quotes fn-items"><li>' in shown(turn(answer(item)))
    dated = replace(item, bullet=False, label="May 2021")
    line = replace(answer(dated), request=Request(Task.TIMELINE, "Q?", "Q?"))
    tree = Tree(shown(turn(line)))
    assert tree.all("ol", class_="fn-line")
    assert tree.text.count("May 2021") == 1
    named = replace(item, bullet=False, label="Greta <b>Holm")
    assert "Greta &lt;b&gt;Holm" in shown(turn(answer(named)))


def test_an_answer_has_its_lead_and_its_caveat() -> None:
    plain_one = answer(Sentence(TEXT, (1,)))
    led = replace(plain_one, lead=Lead("2021", QUOTE), message="Closest:")
    html = shown(turn(led))
    assert html.index('<p class="fn-lead">') < html.index('<p class="fn-say">Closest:')
    assert "<mark>" not in html.partition('<p class="fn-lead">')[2].partition("</p>")[0]


def test_an_unsure_answer_says_why() -> None:
    unsure = replace(cited(), certainty=Certainty.UNSURE)
    html = shown(turn(unsure))
    assert 'class="fn-answer is-unsure"' in html
    assert "Unsure: these sentences come close" in html


def test_articles_that_were_asked_for_are_listed() -> None:
    found = (info(published=date(2026, 2, 1)), replace(info(title="B"), id="b", outlet=""))
    listed = Answer("Q?", "Q in May?", message="2 of 2 articles.", articles=found, request=LIST)
    tree = Tree(shown(turn(listed)))
    assert "Searched as: Q in May?" in tree.text
    assert "2 of 2 articles." in tree.text
    assert "Outlet · 1 February 2026" in tree.text
    assert [one["data-article"] for one in tree.all("button", data_sha256="0" * 64)] == [
        "an-id",
        "b",
    ]


def test_a_refusal_says_what_was_searched_and_opens_the_nearest() -> None:
    near = tuple(Nearest(replace(info(title=f"T{n}"), id=f"a{n}"), 1.0) for n in range(3))
    where = Filter(outlets=("A <b>", "C"), since="2026-01-01")
    refused = Answer(
        "Q?",
        "Q?",
        abstained=True,
        reason=Reason.NOTHING_FOUND,
        message="The articles hold nothing.",
        nearest=near,
        request=Request(Task.ANSWER, "Q?", "Q in full?", filter=where, missing=("Peru",)),
    )
    facts = Facts(16, 1_600, date(2025, 7, 1), date(2026, 2, 27), None)
    tree = Tree(shown(turn(refused, where=where), Setting(EN, facts=facts)))
    assert "The articles do not say." in tree.text
    assert "Only articles from A <b> or C" in tree.text
    names = ("Words", "Dates", "Outlets", "Passages", "In no article")
    values = ("Q in full?", "1 January 2026 to 27 February 2026", "A <b>, C", "1,600", "Peru")
    for name, value in zip(names, values, strict=True):
        assert f"{name}{value}" in tree.text
    assert "No answer16 articles searched" in tree.text
    assert len(tree.all("button", data_sha256="0" * 64)) == 3
    assert [one["data-verdict"] for one in tree.all("button", aria_pressed="false")] == [
        "right",
        "wrong",
    ]


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_reason_has_its_words(reason: Reason, language: str) -> None:
    refused = Answer("Q?", "Q?", abstained=True, reason=reason, message="m")
    assert shown_turn(turn(refused), Setting(catalogue(language))).refusal.strip()


def test_questions_that_may_be_meant_can_be_asked() -> None:
    unclear = Answer(
        "Q?", "Q?", abstained=True, reason=Reason.UNCLEAR, message="Which?", options=("A?", "<b>?")
    )
    tree = Tree(shown(turn(unclear)))
    asked = [one.get("data-question") for one in tree.all("button", class_="fn-btn")]
    assert asked[:2] == [
        "A?",
        "<b>?",
    ]


@pytest.mark.parametrize(
    "one",
    [
        turn(Answer("hi", "hi", reason=Reason.HELP, message="Ask.")),
        turn(None, TurnState.ASKING),
        turn(cited(), TurnState.ASKING),
        turn(None, TurnState.STOPPED),
        turn(None, TurnState.FAILED, problem="broken"),
    ],
)
def test_what_is_no_finished_answer_can_not_be_judged(one: KeptTurn) -> None:
    html = shown(one)
    assert "data-answer" not in html
    assert "data-verdict" not in html
    assert "fn-flag" not in html


@given(hostile, hostile)
def test_the_page_knows_exactly_which_answer_is_judged(question: str, quote: str) -> None:
    one = Answer(question, quote, (Sentence(quote, ()),), confidence=0.5)
    (article,) = Tree(shown(turn(one, question=question))).all("article")
    assert json.loads(article["data-answer"] or "") == {
        "question": question,
        "standalone": quote,
        "answer": quote,
        "abstained": False,
        "confidence": 0.5,
    }


def test_help_is_a_plain_message() -> None:
    html = shown(turn(Answer("hi", "hi", reason=Reason.HELP, message="Ask about the articles.")))
    assert '<p class="fn-lead fn-help">Ask about the articles.</p>' in html
    assert "fn-sure" not in html


def test_what_was_added_to_a_question_is_shown_and_can_be_left_out() -> None:
    assert 'data-do="literal"' not in shown(turn(cited()))
    then = Answer("And then?", "What happened? And then?", message="x", abstained=True)
    html = shown(turn(then))
    assert "What happened?" in html
    assert html.count('data-do="literal"') == 1


def test_a_question_while_it_is_answered_says_what_is_being_done() -> None:
    waiting = shown(turn(None, TurnState.ASKING))
    assert "Searching the articles" in waiting
    assert 'data-do="edit"' not in waiting
    reading = shown(turn(cited(), TurnState.ASKING), Setting(EN, phase="Reading <b>"))
    assert "Reading &lt;b&gt;" in reading
    assert "The words." in Tree(reading).text
    assert "fn-metaline" not in reading
    assert "fn-metaline" in shown(turn(None, TurnState.STOPPED))


def test_a_stopped_question_keeps_what_had_come() -> None:
    assert "Stopped before there was an answer." in shown(turn(None, TurnState.STOPPED))
    stopped = Tree(shown(turn(cited(), TurnState.STOPPED))).text
    assert "The words." in stopped
    assert "Stopped" not in stopped


def test_a_problem_is_told_with_a_capital() -> None:
    failed = turn(None, TurnState.FAILED, problem="the index <b>")
    assert "The index &lt;b&gt;" in shown(failed)


def test_a_branch_says_which_it_is() -> None:
    assert "Version" not in shown(turn(cited()))
    branched = shown(turn(cited()), Setting(EN, branch=2, branches=3))
    assert "Version 2 of 3" in branched
    assert branched.count('data-do="branch"') == 2


def test_a_long_question_is_cut_for_show() -> None:
    html = shown(turn(None, TurnState.FAILED, "x" * 20_000, "too long"))
    assert "x" * 300 + "…" in html
    assert "x" * 301 not in html


def test_outlets_and_origins_are_counted() -> None:
    other = replace(QUOTE, number=2, article=replace(info(outlet="B"), id="b"))
    two = answer(Sentence("One.", (1,)), Sentence("Two.", (2,)), citations=(QUOTE, other))
    assert "2 quotes, 2 articles2 outlets" in Tree(shown(turn(two))).text
    agency = replace(info(), id="agency", outlet="Elle News", title="Cells")
    cluster = Cluster((agency, info()), 2)
    copies = tuple(replace(one, cluster=cluster) for one in (QUOTE, other))
    tree = Tree(shown(turn(replace(two, citations=copies))))
    assert "2 quotes, 2 articles1 origin" in tree.text
    assert "origin: Cells · Elle News" in tree.text


def test_the_time_it_took_is_told_in_the_language() -> None:
    timed = replace(cited(), seconds={"total": 1.26})
    assert "1.3 s" in shown(turn(timed))
    assert "1,3 s" in shown(turn(timed), Setting(catalogue("de")))


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (turn(None, TurnState.ASKING), "Searching the articles"),
        (turn(None, TurnState.STOPPED), "Stopped before there was an answer."),
        (turn(None, TurnState.FAILED, problem="the question is empty"), "The question is empty"),
        (turn(cited()), "Answered, 1 footnote."),
        (turn(Answer("Q?", "Q?", message="Nothing.")), "Nothing."),
    ],
)
def test_what_is_announced(one: KeptTurn, words: str) -> None:
    assert announced(one, EN) == words


def test_a_written_answer_says_so_and_what_it_took() -> None:
    written = Answer(
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
    html = shown(turn(written))
    assert "(no article &lt;b&gt; supports it)" in html
    text = Tree(html).text
    for part in (
        "Written by a language model",
        "A note.",
        "2 sentences of the draft",
        "1,307 tokens read, 40 written, 0.0012 in all.",
        "checked",
    ):
        assert part in text
    assert "Written by" not in shown(turn(cited()))
    free = replace(written, usage=replace(written.usage, cost=None))
    assert "1,307 tokens read, 40 written." in Tree(shown(turn(free))).text


def test_a_draft_without_support_shows_the_quotes_that_come_closest() -> None:
    refused = replace(
        cited(),
        abstained=True,
        reason=Reason.DRAFT_UNSUPPORTED,
        message="Nothing supports it:",
        removed=1,
    )
    text = Tree(shown(turn(refused))).text
    for part in ("The articles do not support an answer.", "Nothing supports it:", "The words."):
        assert part in text


def test_a_real_answer_has_a_source_for_every_marker(starter_bot: Chatbot) -> None:
    one = starter_bot.ask("What challenges remain?")
    tree = Tree(shown(turn(one)))
    rows = {row["data-m"] for row in tree.all("div", class_="fn-cite")}
    markers = {one["data-m"] for one in tree.all("button", class_="fn-m") if "data-m" in one}
    assert rows == markers == {"1", "2"}
