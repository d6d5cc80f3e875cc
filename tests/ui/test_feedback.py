import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rag
from rag.errors import IndexStale
from rag.feedback import eval_cases
from rag.ui import feedback
from rag.ui.feedback import Reply

SAID = {
    "question": "When did it open?", "standalone": "When did it open?", "answer": "The plant opened in 2021. [1]",
    "abstained": False, "confidence": 1, "history": [], "citations": [], "verdict": "wrong", "expected": "",
}  # fmt: skip


@pytest.fixture(scope="module")
def bot(tmp_path_factory, embedder):
    state = tmp_path_factory.mktemp("state")
    rag.index(rag.Article("The plant opened in 2021. It makes cells.", title="A plant", id="plant"), state)
    return rag.open(state)


@pytest.fixture
def footnote(bot):
    return {"article": "plant", "sha256": bot.article("plant").sha256, "start": 0, "end": 25, "rejected": True}


def judge(bot, **given):
    return feedback.judge(lambda: bot, SAID | given)


def kept(bot):
    with bot.reader.snapshot() as snapshot:
        return eval_cases(snapshot.view)


def test_a_judgement_becomes_a_case_with_the_words_of_the_catalog(bot, footnote):
    question = "Where are cells made? And when?"
    history = [{"question": "Where are cells made?", "answer": "In Heide."}]
    reply = judge(bot, question=question, history=history, citations=[footnote], expected="It  makes\ncells")
    assert reply == Reply(True, feedback.SAVED)
    case = kept(bot)[-1]
    assert (case["question"], case["verdict"]) == (question, "wrong")
    assert [said["text"] for said in case["history"]] == ["Where are cells made?", "In Heide."]
    assert case["rejected"] == [{"file": "plant", "quote": "The plant opened in 2021."}]
    assert case["evidence"] == [{"file": "plant", "quote": "It makes cells"}]


def test_words_that_stand_nowhere_are_told_and_left_out(bot):
    assert judge(bot, expected="It makes soup") == Reply(True, feedback.NOWHERE, missing=True)
    assert kept(bot)[-1]["evidence"] is None


def test_what_was_said_can_be_withdrawn(bot):
    assert judge(bot, question="Withdrawn?") == Reply(True, feedback.SAVED)
    assert judge(bot, question="Withdrawn?", verdict="withdrawn") == Reply(True, feedback.WITHDRAWN)
    assert "Withdrawn?" not in [case["question"] for case in kept(bot)]


MALFORMED = [
    {"question": "?!"}, {"question": "x" * 2_001}, {"question": 1}, {"question": "\ud800"}, {"standalone": "x" * 9_000},
    {"answer": "x" * 20_001}, {"answer": None}, {"abstained": "no"}, {"confidence": 1.01}, {"confidence": float("nan")},
    {"confidence": "1"}, {"verdict": "good"}, {"verdict": ""}, {"verdict": None}, {"expected": "x" * 5_001}, {"path": "x"},
    {"history": [{"question": "Q?"}]}, {"history": [{"question": "Q?", "answer": "A."}] * 51}, {"history": "Q?"},
    {"citations": [{}]}, {"citations": {}}, {"expected": ["x"]},
]  # fmt: skip


@pytest.mark.parametrize("given", MALFORMED)
def test_a_malformed_request_is_refused_in_words(given):
    assert feedback.judge(pytest.fail, SAID | given) == Reply(False, feedback.MALFORMED)


@given(
    st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x))
)
def test_nothing_else_is_taken(request_):
    assert feedback.judge(pytest.fail, request_) == Reply(False, feedback.MALFORMED)


@pytest.mark.parametrize(
    "given",
    [
        {"article": "other"}, {"article": "plant' OR '1'='1"}, {"sha256": "0" * 64}, {"end": 42}, {"start": 25},
        {"start": -1}, {"start": 0.5}, {"end": 10**30}, {"quote": "The plant burnt."}, {"rejected": 1},
    ],
)  # fmt: skip
def test_a_citation_that_is_not_in_the_catalog_is_refused(bot, footnote, given):
    before = kept(bot)
    assert judge(bot, citations=[footnote | given]) == Reply(False, feedback.MALFORMED)
    assert kept(bot) == before


def test_a_text_that_was_replaced_can_still_be_judged(tmp_path, embedder):
    rag.index(rag.Article("The plant opened in 2021.", id="plant"), tmp_path)
    bot = rag.open(tmp_path)
    sha256 = bot.article("plant").sha256
    rag.index(rag.Article("The plant never opened.", id="plant"), tmp_path)
    place = {"article": "plant", "sha256": sha256, "start": 4, "end": 9, "rejected": False}
    assert judge(bot, citations=[place]).saved
    assert [cited["quote"] for cited in kept(bot)[0]["citations"]] == ["plant"]


def test_an_index_that_does_not_open_is_told_in_words():
    def provider():
        raise IndexStale("run `rag index --rebuild`")

    assert feedback.judge(provider, SAID) == Reply(False, "Not saved: run `rag index --rebuild`")


def test_hostile_words_are_kept_as_words(bot):
    question = "</script>\u2028\u202e\x1b[31m ${x} 'or 1=1' <b>?"
    assert judge(bot, question=question, answer=question).saved
    case = kept(bot)[-1]
    assert (case["question"], case["answer"]) == (question, question)
    assert "\n" not in json.dumps(case, ensure_ascii=False)
