from rag.core.when import NEVER


def test_what_is_not_known_comes_first() -> None:
    assert sorted([(2021, 5, 0), (2021, 5, 12), NEVER, (2021, 0, 0)]) == [
        NEVER, (2021, 0, 0), (2021, 5, 0), (2021, 5, 12),
    ]  # fmt: skip
