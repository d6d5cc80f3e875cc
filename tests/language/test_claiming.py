from rag.language.claiming import pairs


def test_pairs_have_two_sides() -> None:
    first, second = pairs("rose grew / fell; more / less")
    assert first == (frozenset({"rose", "grew"}), frozenset({"fell"}))
    assert second == (frozenset({"more"}), frozenset({"less"}))
