import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.fits.fitting import even_threshold, fit, refusal_threshold, risk_threshold, write
from rag.models.calibration import Calibration


def test_what_is_shipped_gives_the_fitted_probabilities() -> None:
    rng = np.random.default_rng(1)
    signals = [{"a": float(a), "b": float(b)} for a, b in rng.normal(size=(200, 2))]
    labels = [
        one["a"] - one["b"] + float(noise) > 0
        for one, noise in zip(signals, rng.normal(size=200), strict=True)
    ]
    fitted = fit(signals, labels, ("a", "b"))
    loaded = Calibration(threshold=0.5, fitted_on="", **fitted.shipped)
    np.testing.assert_allclose(
        [loaded.probability(one) for one in signals], fitted.probability(signals), atol=1e-3
    )
    assert loaded.coefficients["a"] > 0 > loaded.coefficients["b"]


def test_the_even_threshold_stands_between_and_does_not_follow_how_many_are_true() -> None:
    values = [0.2, 0.3, 0.4, 0.6, 0.7, 0.8]
    true = [False, False, True, False, True, True]
    assert even_threshold(true, values) == pytest.approx(0.5)
    more_false = even_threshold([*true, *true[:2] * 20], [*values, *values[:2] * 20])
    assert 0.4 < more_false <= 0.55
    assert even_threshold(true, [value / 2 for value in values]) < 0.3


def test_the_threshold_by_hand() -> None:
    assert refusal_threshold(np.array([0.9, 0.2, 0.4, 0.8]), 0.25) == pytest.approx(0.3)
    assert refusal_threshold(np.array([0.9, 0.2, 0.4, 0.8]), 0.0) == pytest.approx(0.2)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60), st.floats(0, 0.5))
def test_no_more_are_refused_than_may_be(values: list[float], refused: float) -> None:
    probability = np.array(values)
    assert (probability < refusal_threshold(probability, refused)).mean() <= refused + 1e-9


def test_the_threshold_for_a_risk_by_hand() -> None:
    probability = np.array([0.9, 0.8, 0.8, 0.7, 0.6, 0.5])
    wrong = np.array([False, False, False, False, True, True])
    ones = np.ones(6)
    assert risk_threshold(probability, wrong, ones, 0.4) == 0.6, (
        "(1 + one more) of (5 + one more) is .33, .5 below"
    )
    assert risk_threshold(probability, wrong, ones, 0.25) == 0.7
    assert risk_threshold(probability, wrong, ones, 0.1) == 1.0, (
        "one more that is wrong would be too many"
    )


@given(
    st.lists(
        st.tuples(st.sampled_from([0.1, 0.3, 0.5, 0.7, 0.9]), st.booleans()),
        min_size=1,
        max_size=60,
    ),
    st.floats(0.02, 0.5),
)
def test_no_more_of_what_is_given_is_wrong_than_may_be(
    cases: list[tuple[float, bool]], risk: float
) -> None:
    probability, wrong = (np.array(column) for column in zip(*cases, strict=True))
    given_ = probability >= risk_threshold(probability, wrong, np.ones(len(cases)), risk)
    assert (wrong & given_).sum() + 1 <= risk * (given_.sum() + 1) + 1e-9 or not given_.any()


def test_fits_are_written_as_they_are_read(tmp_path: Path) -> None:
    write(tmp_path / "fits.json", {"read": {"intercept": 1.0}})
    assert json.loads((tmp_path / "fits.json").read_text()) == {"read": {"intercept": 1.0}}
