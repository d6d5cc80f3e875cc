import pytest

from eval.fits.certainty import UNANSWERABLE, is_right, lowest, weigh


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
