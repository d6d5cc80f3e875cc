from rag.language.english_claiming import CLAIMING


def test_no_word_is_its_own_opposite() -> None:
    assert all(one and other and not one & other for one, other in CLAIMING.opposites)


def test_what_limits_a_sentence() -> None:
    assert CLAIMING.qualifies.search("But nobody knows.")
    assert CLAIMING.qualifies.search("The ministry denied it.")
    assert not CLAIMING.qualifies.search("The ministry knows nothing but this.")


def test_who_is_asked_is_no_view() -> None:
    assert CLAIMING.view.search("In my view it failed.")
    assert not CLAIMING.view.search("The council approved it.")
