from dataclasses import replace
from datetime import date

import pytest

from rag.core.answer import Answer, Nearest, Reason
from rag.core.conversation import KeptTurn, TurnState
from rag.core.corpus import Facts, Filter
from rag.core.request import Request, Task
from rag.ui.catalogue import catalogue
from rag.ui.parts.turn import Setting, shown_turn
from tests.said import said
from tests.ui.tree import EN, Tree, cited, info, shown, turn

LIST = Request(Task.ARTICLES, "Q?", "Q?")


def test_articles_that_were_asked_for_are_listed() -> None:
    found = (info(published=date(2026, 2, 1)), replace(info(title="B"), id="b", outlet=""))
    listed = Answer(
        "Q?", "Q in May?", statements=said("2 of 2 articles."), articles=found, request=LIST
    )
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
        statements=said("The articles hold nothing."),
        nearest=near,
        request=Request(Task.ANSWER, "Q?", "Q in full?", filter=where, missing=("Peru",)),
    )
    facts = Facts(16, 1_600, date(2025, 7, 1), date(2026, 2, 27), None)
    tree = Tree(shown(turn(refused, where=where), Setting(EN, facts=facts)))
    assert "The articles do not say." in tree.text
    assert "Only articles from A <b> or C" in tree.text
    names = ("Words", "Dates", "Outlets", "In no article")
    values = ("Q in full?", "1 January 2026 to 27 February 2026", "A <b>, C", "Peru")
    for name, value in zip(names, values, strict=True):
        assert f"{name}{value}" in tree.text
    assert "16 articles searched" not in tree.text, "only some of them were"
    (everywhere,) = tree.all("button", data_do="unlimited")
    assert everywhere
    assert len(tree.all("button", data_sha256="0" * 64)) == 3
    assert [one["data-verdict"] for one in tree.all("button", aria_pressed="false")] == [
        "right",
        "wrong",
    ]


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_reason_has_its_words(reason: Reason, language: str) -> None:
    refused = Answer("Q?", "Q?", abstained=True, reason=reason, statements=said("m"))
    assert shown_turn(turn(refused), Setting(catalogue(language))).refusal.strip()


def test_questions_that_may_be_meant_can_be_asked() -> None:
    unclear = Answer(
        "Q?",
        "Q?",
        abstained=True,
        reason=Reason.UNCLEAR,
        statements=said("Which?"),
        options=("A?", "<b>?"),
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
        turn(Answer("hi", "hi", reason=Reason.HELP, statements=said("Ask."))),
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


def test_help_is_a_plain_message() -> None:
    html = shown(
        turn(Answer("hi", "hi", reason=Reason.HELP, statements=said("Ask about the articles.")))
    )
    assert '<p class="fn-lead fn-help">Ask about the articles.</p>' in html
    assert "fn-sure" not in html


def test_a_stopped_question_keeps_what_had_come() -> None:
    assert "Stopped before there was an answer." in shown(turn(None, TurnState.STOPPED))
    stopped = Tree(shown(turn(cited(), TurnState.STOPPED))).text
    assert "The words." in stopped
    assert "Stopped" not in stopped


def test_a_problem_is_told_with_a_capital() -> None:
    failed = turn(None, TurnState.FAILED, problem="the index <b>")
    assert "The index &lt;b&gt;" in shown(failed)


def test_a_draft_without_support_shows_the_quotes_that_come_closest() -> None:
    refused = replace(
        cited(),
        abstained=True,
        reason=Reason.DRAFT_UNSUPPORTED,
        statements=said("Nothing supports it:"),
        removed=1,
    )
    text = Tree(shown(turn(refused))).text
    for part in ("The articles do not support an answer.", "Nothing supports it:", "The words."):
        assert part in text


def test_a_refusal_names_the_narrower_of_limits_and_question() -> None:
    asked = Request(Task.ANSWER, "Q?", "Q?", filter=Filter(since="2026-01-01", outlets="A"))
    refused = Answer("Q?", "Q?", abstained=True, statements=said("m"), request=asked)
    facts = Facts(16, 1_600, date(2025, 7, 1), date(2026, 2, 27), None)
    where = Filter(since="2025-12-01", until="2026-02-01", outlets="B")
    tree = Tree(shown(turn(refused, where=where), Setting(EN, facts=facts)))
    assert "Dates1 January 2026 to 1 February 2026" in tree.text
    assert "OutletsB" in tree.text
