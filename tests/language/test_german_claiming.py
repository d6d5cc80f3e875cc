from rag.language.german_claiming import CLAIMING


def test_no_word_is_its_own_opposite() -> None:
    assert all(one and other and not one & other for one, other in CLAIMING.opposites)


def test_what_limits_a_sentence() -> None:
    assert CLAIMING.qualifies.search("Doch niemand weiß es.")
    assert not CLAIMING.qualifies.search("Das Haus öffnet am Montag.")


def test_the_reader_is_spoken_to() -> None:
    assert CLAIMING.address.search("Wie Sie wissen, regnet es.")
    assert not CLAIMING.address.search("Die Bahn fährt.")
