"""The fits that ship; a new training may change them."""

import pytest

from rag.models.calibration import Calibration

FITS = [
    ("rag.answering", "abstention.json", "match apart relevance"),
    ("rag.support", "support.json", "overlap number unit date name negation entailed"),
]


@pytest.mark.parametrize("cross_encoded", [True, False])
@pytest.mark.parametrize(("package", "name", "features"), FITS)
def test_what_ships_can_be_used_and_says_what_it_was_fitted_on(
    package: str, name: str, features: str, cross_encoded: bool
) -> None:
    fit = Calibration.load(package, name, cross_encoded)
    assert 0 < fit.threshold < 1
    assert 0 < fit.probability(dict.fromkeys(features.split(), 0.0)) < 1
    assert "questions" in fit.fitted_on or "claims" in fit.fitted_on


@pytest.mark.parametrize("cross_encoded", [True, False])
def test_the_less_may_be_wrong_the_higher_the_threshold(cross_encoded: bool) -> None:
    fit = Calibration.load("rag.answering", "abstention.json", cross_encoded)
    low, middle, high = (fit.threshold_for(risk) for risk in (0.05, 0.1, 0.15))
    assert 1 > low > middle > high > 0
