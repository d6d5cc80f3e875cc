import pytest

from rag.models.calibration import Calibration

FIT = Calibration(
    intercept=-1.0,
    coefficients={"a": 4.0, "b": -2.0},
    threshold=0.5,
    fitted_on="",
    risks={"0.05": 0.9, "0.1": 0.7, "0.15": 0.4},
)


def test_by_hand() -> None:
    assert FIT.probability({"a": 0.5, "b": 0.5, "unused": 9.0}) == pytest.approx(0.5)
    assert FIT.probability({"a": 1e9, "b": 0.0}) == pytest.approx(1.0)
    assert FIT.probability({"a": -1e9, "b": 0.0}) == pytest.approx(0.0)


def test_every_feature_of_the_fit_is_needed() -> None:
    with pytest.raises(KeyError, match="b"):
        FIT.probability({"a": 1.0})


@pytest.mark.parametrize(
    ("risk", "threshold"), [(0.05, 0.9), (0.08, 0.9), (0.1, 0.7), (0.12, 0.7), (0.5, 0.4)]
)
def test_a_risk_takes_the_threshold_of_the_highest_fitted_one_below_it(
    risk: float, threshold: float
) -> None:
    assert FIT.threshold_for(risk) == threshold


def test_a_shipped_fit_is_loaded_once() -> None:
    fits = [Calibration.load("rag.support", "support.json", seen) for seen in (True, False, True)]
    assert fits[0] is fits[2]
    assert fits[0] != fits[1]
