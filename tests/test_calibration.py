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
