import pytest
from langchain_core.language_models import FakeListChatModel

from rag.core.answer import Turn
from rag.models.llm.calling import Call
from rag.settings import ChatSettings
from rag.writing.rewrite import is_faithful, rewrite

HISTORY = [
    Turn("How many plants does ACC have in France?", "ACC has one plant, in Billy-Berclau. [1]")
]
QUESTION = "And how many in Germany?"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("How many plants does ACC have in Germany?", "How many plants does ACC have in Germany?"),
        (
            'Standalone question: "How many plants does ACC have in Germany?"\nBecause...',
            "How many plants does ACC have in Germany?",
        ),
        ("How many plants does ACC have in France?", None),
        ("How many plants does Tesla have in Germany?", None),
        ("", None),
        ("Germany " * 100, None),
    ],
)
def test_what_drops_the_new_or_invents_is_rejected(written: str, expected: str | None) -> None:
    call = Call(FakeListChatModel(responses=[written]), ChatSettings())
    assert rewrite(call, QUESTION, HISTORY) == expected


def test_a_model_that_fails_rewrites_nothing() -> None:
    class Broken(FakeListChatModel):
        def _stream(self, *_: object, **__: object) -> None:  # type: ignore[override]
            raise OSError

    assert rewrite(Call(Broken(responses=[""]), ChatSettings(retries=0)), QUESTION, HISTORY) is None


def test_pointing_words_may_go_and_the_answer_may_lend_names() -> None:
    assert is_faithful("Who built the plant in Billy-Berclau?", "Who built it there?", HISTORY)
