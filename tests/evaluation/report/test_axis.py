import pytest

from rag.evaluation.report.axis import Axis


def test_an_axis_places_values_and_keeps_outliers_at_its_ends() -> None:
    unit = Axis("share", 0, 1)
    assert [unit.share(value) for value in (-1, 0, 0.25, 1, 7)] == [0, 0, 0.25, 1, 1]
    sizes = Axis("chunks", 1_000, 100_000, log=True)
    assert [round(sizes.share(value), 3) for value in (0, 1_000, 10_000, 100_000)] == [0, 0, 0.5, 1]


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 0.1, [0, 0.02, 0.04, 0.06, 0.08, 0.1]),
        (0, 56.7, [0, 10, 20, 30, 40, 50]),
        (2, 9, [2, 4, 6, 8]),
    ],
)
def test_ticks_are_round(low: float, high: float, ticks: list[float]) -> None:
    assert Axis("", low, high).ticks() == ticks
