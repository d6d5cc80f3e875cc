from eval.bars.leagues import leagues
from eval.bars.published import Published
from rag.evaluation.measure.result import Result

RESULTS = [
    Result("mine", "base", "nDCG@10", 0.5, 0.4, 0.6, 4),
    Result("mine", "footnote", "nDCG@10", 0.7, 0.66, 0.74, 4),
    Result("mine", "ratio", "nDCG@10", 1.4, 1.3, 1.5, 4),
]
POINTS = [
    Published("mine", "nDCG@10", "better", 0.75),
    Published("mine", "nDCG@10", "near", 0.68),
    Published("mine", "nDCG@10", "full corpus", 0.1, "another corpus", comparable=False),
    Published("mine", "nDCG@10", "lower", 0.2, beside="base"),
    Published("mine", "unmeasured", "unseen", 0.2),
]


def test_published_numbers_are_in_one_order_with_ours_and_say_who_is_ahead() -> None:
    (league,) = leagues(RESULTS, POINTS).values()
    assert [(row.system, row.measured, row.ours, row.standing) for row in league.rows] == [
        ("better", False, False, "behind by 0.050"),
        ("footnote", True, True, ""),
        ("near", False, False, "ahead by 0.020, within the interval"),
        ("base", True, False, ""),
        ("lower", False, False, "ahead by 0.300"),
        ("full corpus", False, False, "not comparable"),
    ]
    assert league.summary == "behind 1, ahead of 2, 1 not comparable"
    assert [row.note for row in league.rows if row.note] == ["another corpus"]


def test_a_note_that_all_points_share_is_said_once() -> None:
    (league,) = leagues(RESULTS, POINTS[2:3]).values()
    assert league.note == "another corpus"
    assert not any(row.note for row in league.rows)
