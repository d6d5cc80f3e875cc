from rag.core.usage import Usage


def test_usages_add_up_and_an_unknown_cost_stays_unknown() -> None:
    assert Usage(1, 2, 3) + Usage(1, 1, 1, 0.5) == Usage(2, 3, 4, 0.5)
    assert (Usage() + Usage()).cost is None
