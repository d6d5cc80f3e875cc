from rag.language.claiming import groups, pairs


def test_pairs_have_two_sides() -> None:
    first, second = pairs("rose grew / fell; more / less")
    assert first == (frozenset({"rose", "grew"}), frozenset({"fell"}))
    assert second == (frozenset({"more"}), frozenset({"less"}))


def test_groups_have_their_words() -> None:
    assert groups("go went; buy bought") == ({"go", "went"}, {"buy", "bought"})
