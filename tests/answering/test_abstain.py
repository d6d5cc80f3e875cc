import numpy as np

from rag import Chatbot
from rag.answering.abstain import calibration, read_signals

SURE = {"weakest": 0.6, "unknown": 0.0, "relevance": 6.0, "evidence": 6.0}
LOST = {"weakest": 0.1, "unknown": 0.5, "relevance": -6.0, "evidence": -6.0}


def test_confidence_is_a_probability_that_rises_with_the_evidence() -> None:
    for read in (True, False):
        fit = calibration(read)
        values = [fit.probability({k: LOST[k] + s * (SURE[k] - LOST[k]) for k in SURE}) for s in np.linspace(0, 1, 5)]
        assert values == sorted(values)
        assert 0 < values[0] < fit.threshold < values[-1] < 1


def test_words_that_stand_nowhere_are_unknown(starter_bot: Chatbot) -> None:
    with starter_bot.reader.snapshot() as snapshot:
        shares = [
            read_signals(text, [], [], snapshot.lexical)["unknown"]
            for text in ("battery cells", "zorblax battery", "zorblax")
        ]
    assert shares == [0, 0.5, 1]


def test_what_was_read_speaks_too(starter_bot: Chatbot) -> None:
    near, far = (
        starter_bot.examine(text).signals
        for text in ("When did Northvolt file for bankruptcy in Sweden?", "Who won the football world cup in 1954?")
    )
    assert set(near) == set(SURE)
    assert all(near[name] > far[name] for name in ("weakest", "relevance", "evidence"))
