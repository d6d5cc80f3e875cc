from eval.bars.published import PUBLISHED, Published, standing
from eval.bars.readme import COMPARED
from rag.evaluation.measure.result import Result


def test_every_point_is_a_share_and_named_once() -> None:
    assert all(0 < point.value < 1 for point in PUBLISHED)
    names = [(point.suite, point.metric, point.system) for point in PUBLISHED]
    assert len(names) == len(set(names))
    assert set(COMPARED) <= {(point.suite, point.metric) for point in PUBLISHED}


def test_a_reduced_pool_is_never_said_to_be_comparable() -> None:
    for point in PUBLISHED:
        assert point.comparable is (point.suite not in {"mtrag", "multihop"})
        assert point.comparable or "here a pool" in point.note


def test_a_number_is_level_where_no_digit_that_is_shown_differs() -> None:
    ours = Result("mine", "footnote", "nDCG@10", 0.7, 0.66, 0.74, 4)
    assert standing(ours, Published("", "", "same", 0.7004)) == "level"
    assert standing(ours, Published("", "", "best", 0.75)) == "behind by 0.050"
    assert standing(ours, Published("", "", "other", 0.1, comparable=False)) == "not comparable"
