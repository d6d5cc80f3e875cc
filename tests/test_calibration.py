import pytest

from rag.calibration import Calibration

FITS = [
    ("rag.answering", "abstention.json", "match apart relevance"),
    ("rag.evidence", "support.json", "overlap number unit date name negation entailed"),
]


def test_by_hand():
    fit = Calibration(intercept=-1.0, coefficients={"a": 4.0, "b": -2.0}, threshold=0.5, fitted_on="")
    assert fit.probability({"a": 0.5, "b": 0.5, "unused": 9.0}) == pytest.approx(0.5)
    assert fit.probability({"a": 1e9, "b": 0.0}) == pytest.approx(1.0)
    assert fit.probability({"a": -1e9, "b": 0.0}) == pytest.approx(0.0)


@pytest.mark.parametrize("read", [True, False])
@pytest.mark.parametrize(("package", "name", "signals"), FITS)
def test_what_ships_can_be_used_and_says_what_it_was_fitted_on(package, name, signals, read):
    fit = Calibration.load(package, name, read)
    assert 0 < fit.threshold < 1
    assert 0 < fit.probability(dict.fromkeys(signals.split(), 0.0)) < 1
    assert "questions" in fit.fitted_on or "claims" in fit.fitted_on


@pytest.mark.parametrize("read", [True, False])
def test_the_less_may_be_wrong_the_higher_the_threshold(read):
    fit = Calibration.load("rag.answering", "abstention.json", read)
    thresholds = [fit.threshold_for(risk) for risk in (0.05, 0.1, 0.15)]
    assert 1 > thresholds[0] > thresholds[1] > thresholds[2] > 0
    assert fit.threshold_for(0.12) == fit.threshold_for(0.1)
