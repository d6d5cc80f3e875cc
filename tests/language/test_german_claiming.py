from rag.language.german_claiming import CLAIMING


def test_no_word_is_its_own_opposite() -> None:
    assert all(one and other and not one & other for one, other in CLAIMING.opposites)


def test_what_limits_a_sentence() -> None:
    for text in ("Doch niemand weiß es.", "Das Amt bestreitet das.", "Dies stimmt nicht."):
        assert CLAIMING.limits.search(text), text
    for text in ("Das Haus öffnet am Montag.", "Nur zwei kamen.", "Das Amt bestritt, dass er kam."):
        assert not CLAIMING.limits.search(text), text
    assert CLAIMING.denies.search("Das Amt bestritt, dass er kam.")


def test_the_reader_is_spoken_to() -> None:
    assert CLAIMING.address.search("Wie Sie wissen, regnet es.")
    assert not CLAIMING.address.search("Die Bahn fährt.")
