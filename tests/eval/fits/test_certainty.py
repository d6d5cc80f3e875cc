import pytest

from eval.fits.certainty import UNANSWERABLE, Seen, is_right, lowest, state_bounds, weigh


def test_the_lowest_score_is_the_last_at_which_enough_are_right() -> None:
    scores, right, weights = [0.9, 0.8, 0.7, 0.6], [True, False, True, False], [1.0] * 4
    assert lowest(scores, right, weights, 1.0) == 0.9
    assert lowest(scores, right, weights, 0.6) == 0.7
    assert lowest(scores, [False] * 4, weights, 0.5) == 1.0
    assert lowest(scores, right, [1.0, 0.1, 1.0, 1.0], 0.9) == 0.7, (
        "what weighs little costs little"
    )


def test_questions_without_an_answer_weigh_their_share() -> None:
    weights = weigh([True, True, False])
    assert weights[2] == pytest.approx(UNANSWERABLE)
    assert sum(weights) == pytest.approx(1)


def test_a_short_answer_may_be_a_part_or_have_more() -> None:
    assert is_right("on 12 March 2025", ["12 March 2025", "March"])
    assert is_right("12 March", ["12 March 2025"])
    assert not is_right("13 April", ["12 March 2025"])


def test_the_chance_of_a_single_answer_bounds_what_is_likely() -> None:
    confidence = [0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55]
    right = [True, True, True, True, False, True, False, False]
    bounds = state_bounds(Seen(confidence, right, [True] * 8))
    assert bounds["sure"] == 0.75
    assert bounds["likely"] == 1.0, "behind the sure ones too few are right"
    seen = Seen([0.9, 0.8, 0.7, 0.6, 0.5, 0.4], [False] + [True] * 5, [True] * 6)
    assert state_bounds(seen) == {"sure": 1.0, "likely": 0.4}
