import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rag
from rag.errors import IndexStale
from rag.evaluation.feedback import eval_cases
from rag.ui.catalogue import catalogue
from rag.ui.handlers.judge_answer import Reply, judge_answer
from tests.ui.handlers.plant import plant_bot

EN = catalogue("en")
NOT_JUDGED, NOWHERE, SAVED, WITHDRAWN = map(EN, ("not_judged", "nowhere", "saved", "withdrawn"))

SENT: dict[str, Any] = {
    "question": "When did it open?",
    "standalone": "When did it open?",
    "answer": "The plant opened in 2021. [1]",
    "abstained": False,
    "confidence": 1,
    "history": [],
    "citations": [],
    "verdict": "wrong",
    "expected": "",
}


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> rag.Chatbot:
    return plant_bot(tmp_path_factory.mktemp("state"))


@pytest.fixture
def footnote(bot: rag.Chatbot) -> dict[str, Any]:
    article = bot.article("plant")
    assert article
    place = {"article": "plant", "sha256": article.sha256, "start": 0, "end": 25}
    return place | {"rejected": True}


def judge(bot: rag.Chatbot, **changes: object) -> Reply:
    return judge_answer(lambda: bot, SENT | changes, EN)


def unreachable() -> rag.Chatbot:
    raise AssertionError("a malformed request reached the chatbot")


def kept(bot: rag.Chatbot) -> list[dict[str, Any]]:
    return eval_cases(bot.library)


def test_a_verdict_becomes_a_case_with_the_words_of_the_catalog(
    bot: rag.Chatbot, footnote: dict[str, Any]
) -> None:
    question = "Where are cells made? And when?"
    history = [{"question": "Where are cells made?", "answer": "In Heide."}]
    citations, expected = [footnote], "It  makes\ncells"
    reply = judge(bot, question=question, history=history, citations=citations, expected=expected)
    assert reply == Reply(True, SAVED)
    case = kept(bot)[-1]
    assert (case["question"], case["verdict"]) == (question, "wrong")
    assert [turn["text"] for turn in case["history"]] == ["Where are cells made?", "In Heide."]
    assert case["rejected"] == [{"file": "plant", "quote": "The plant opened in 2021."}]
    assert case["evidence"] == [{"file": "plant", "quote": "It makes cells"}]


def test_words_that_stand_nowhere_are_told_and_left_out(bot: rag.Chatbot) -> None:
    assert judge(bot, expected="It makes soup") == Reply(True, NOWHERE, missing=True)
    assert kept(bot)[-1]["evidence"] is None


def test_a_verdict_can_be_withdrawn(bot: rag.Chatbot) -> None:
    assert judge(bot, question="Withdrawn?") == Reply(True, SAVED)
    assert judge(bot, question="Withdrawn?", verdict="withdrawn") == Reply(True, WITHDRAWN)
    assert "Withdrawn?" not in [case["question"] for case in kept(bot)]


TURN = {"question": "Q?", "answer": "A."}
MALFORMED: list[dict[str, object]] = [
    {"question": "?!"}, {"question": "x" * 2_001}, {"question": 1}, {"question": "\ud800"},
    {"standalone": "x" * 9_000}, {"answer": "x" * 20_001}, {"answer": None}, {"abstained": "no"},
    {"confidence": 1.01}, {"confidence": float("nan")}, {"confidence": "1"}, {"verdict": "good"},
    {"verdict": ""}, {"verdict": None}, {"expected": "x" * 5_001}, {"expected": ["x"]},
    {"path": "x"}, {"history": [{"question": "Q?"}]}, {"history": [TURN] * 51}, {"history": "Q?"},
    {"citations": [{}]}, {"citations": {}},
]  # fmt: skip


@pytest.mark.parametrize("changes", MALFORMED)
def test_a_malformed_request_is_refused_in_words(changes: dict[str, object]) -> None:
    assert judge_answer(unreachable, SENT | changes, EN) == Reply(False, NOT_JUDGED)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_nothing_else_is_taken(sent: object) -> None:
    assert judge_answer(unreachable, sent, EN) == Reply(False, NOT_JUDGED)


ELSEWHERE: list[dict[str, object]] = [
    {"article": "other"}, {"article": "plant' OR '1'='1"}, {"sha256": "0" * 64}, {"end": 42},
    {"start": 25}, {"start": -1}, {"start": 0.5}, {"end": 10**30}, {"quote": "The plant burnt."},
    {"rejected": 1},
]  # fmt: skip


@pytest.mark.parametrize("changes", ELSEWHERE)
def test_a_citation_that_is_not_in_the_catalog_is_refused(
    bot: rag.Chatbot, footnote: dict[str, Any], changes: dict[str, object]
) -> None:
    before = kept(bot)
    assert judge(bot, citations=[footnote | changes]) == Reply(False, NOT_JUDGED)
    assert kept(bot) == before


def test_an_index_that_does_not_open_is_told_in_words() -> None:
    def provider() -> rag.Chatbot:
        raise IndexStale("run `rag index --rebuild`")

    reply = judge_answer(provider, SENT, EN)
    assert reply == Reply(False, "Not saved: run `rag index --rebuild`")


def test_hostile_words_are_kept_as_words(bot: rag.Chatbot) -> None:
    question = "</script>\u2028\u202e\x1b[31m ${x} 'or 1=1' <b>?"
    assert judge(bot, question=question, answer=question).saved
    case = kept(bot)[-1]
    assert (case["question"], case["answer"]) == (question, question)
    assert "\n" not in json.dumps(case, ensure_ascii=False)


def test_a_text_that_was_replaced_can_still_be_judged(
    bot: rag.Chatbot, footnote: dict[str, Any], tmp_path: Path
) -> None:
    changed = plant_bot(tmp_path)
    rag.index(rag.Article("The plant never opened.", id="plant"), tmp_path)
    assert judge(changed, citations=[footnote | {"start": 4, "end": 9}]).saved
    assert [cited["quote"] for cited in kept(changed)[0]["citations"]] == ["plant"]
