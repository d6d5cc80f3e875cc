import json
from importlib.resources import files

import pytest

from rag import Chatbot
from rag.answering.abstain import Calibration, Signals, read_signals


def test_confidence_is_a_probability_that_rises_with_the_evidence() -> None:
    fit = Calibration.load()
    values = [fit.confidence(Signals(weakest, 0.0)) for weakest in (-1.0, 0.0, 0.3, 0.6, 1.0)]
    assert values == sorted(values)
    assert 0 < values[0] < fit.threshold < values[-1] < 1
    assert fit.confidence(Signals(0.5, 0.0)) > fit.confidence(Signals(0.5, 0.5))


def test_by_hand() -> None:
    fit = Calibration(intercept=-1.0, weakest=4.0, unknown=-2.0, threshold=0.5, fitted_on="")
    assert fit.confidence(Signals(0.5, 0.5)) == pytest.approx(0.5)
    assert fit.confidence(Signals(1e9, 0.0)) == pytest.approx(1.0)


def test_the_shipped_fit_says_what_it_was_fitted_on() -> None:
    fit = json.loads(files("rag.answering").joinpath("abstention.json").read_text())
    assert fit["fitted_on"] == "eval/questions.jsonl, 58 questions, 11 unanswerable"


def test_words_that_stand_nowhere_are_unknown(starter_bot: Chatbot) -> None:
    with starter_bot.reader.snapshot() as snapshot:
        shares = [
            read_signals(text, [], snapshot.lexical).unknown for text in ("battery cells", "zorblax battery", "zorblax")
        ]
    assert shares == [0, 0.5, 1]
