import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from rag import Chatbot
from rag.core.answer import Answer, Certainty, Citation, Reason, Sentence
from rag.core.article import ArticleInfo
from rag.core.beside import Disagreement, Side
from rag.core.conversation import KeptTurn, TurnState
from rag.core.corpus import Filter
from rag.core.span import Span
from rag.core.statement import Says, statement
from rag.render.escape import plain
from rag.ui.parts.cites import Context
from rag.ui.parts.turn import Setting, announced
from tests.render.exports import payloads
from tests.said import said
from tests.ui.tree import EN, Tree, cited, hostile, info, shown, turn

TEXT = "The plant opened in 2021."
QUOTE = Citation(1, info(), Span(10, 35), TEXT, Span(30, 34))


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
    differing = Disagreement((Side(payload, Span(0, 1), 1),))
    told = replace(alive, articles=(), lead=None, disagreement=differing)
    assert plain(payload) in Tree(shown(turn(told), setting)).text
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


def test_a_sentence_shows_only_its_own_markers() -> None:
    citations = tuple(replace(QUOTE, number=number) for number in (1, 2, 3))
    two = answer(Sentence("First.", (1, 3)), Sentence("Second.", (2,)), citations=citations)
    assert "First.13 Second.2" in Tree(shown(turn(two))).text


def test_a_sentence_without_citation_says_so() -> None:
    invented = Sentence("Invented.", ())
    assert "(no article supports this)" in Tree(shown(turn(answer(invented)))).text
    warned = replace(invented, doubt=said("a <b> reason")[0])
    assert "(a &lt;b&gt; reason)" in shown(turn(answer(warned)))


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


def test_what_was_added_to_a_question_is_shown_and_can_be_left_out() -> None:
    assert 'data-do="literal"' not in shown(turn(cited()))
    then = Answer("And then?", "What happened? And then?", statements=said("x"), abstained=True)
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


def test_a_branch_says_which_it_is() -> None:
    assert "Version" not in shown(turn(cited()))
    branched = shown(turn(cited()), Setting(EN, branch=2, branches=3))
    assert "Version 2 of 3" in branched
    assert branched.count('data-do="branch"') == 2


def test_a_long_question_is_cut_for_show() -> None:
    html = shown(turn(None, TurnState.FAILED, "x" * 20_000, "too long"))
    assert "x" * 300 + "…" in html
    assert "x" * 301 not in html


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (turn(None, TurnState.ASKING), "Searching the articles"),
        (turn(None, TurnState.STOPPED), "Stopped before there was an answer."),
        (turn(None, TurnState.FAILED, problem="the question is empty"), "The question is empty"),
        (turn(cited()), "Answered, 1 footnote."),
        (turn(Answer("Q?", "Q?", statements=said("Nothing."))), "Nothing."),
    ],
)
def test_what_is_announced(one: KeptTurn, words: str) -> None:
    assert announced(one, EN) == words


def test_a_real_answer_has_a_source_for_every_marker(starter_bot: Chatbot) -> None:
    one = starter_bot.ask("What challenges remain?")
    tree = Tree(shown(turn(one)))
    rows = {row["data-m"] for row in tree.all("div", class_="fn-cite")}
    markers = {one["data-m"] for one in tree.all("button", class_="fn-m") if "data-m" in one}
    assert rows == markers == {"1", "2"}


def test_where_articles_differ_and_a_draft_was_not_supported_the_refusal_keeps_its_words() -> None:
    sides = (Side("2021", Span(30, 34), 1),)
    told = replace(
        answer(Sentence(TEXT, (1,))),
        statements=(statement(Says.WORDS, text="Words."),),
        disagreement=Disagreement(sides),
    )
    assert "Words." not in Tree(shown(turn(told))).text
    assert "The articles differ: 2021." in Tree(shown(turn(told))).text
    refused = replace(told, abstained=True, reason=Reason.DRAFT_UNSUPPORTED)
    assert "Words." in Tree(shown(turn(refused))).text
