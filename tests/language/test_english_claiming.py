from rag.language.english_claiming import CLAIMING


def test_no_word_is_its_own_opposite() -> None:
    assert all(one and other and not one & other for one, other in CLAIMING.opposites)


def test_what_limits_a_sentence() -> None:
    for text in (
        "But nobody knows.",
        "In July, however, the firm paused its plan.",
        "The ministry denied it.",
        "This was later corrected.",
        "It was withdrawn a week later.",
        "This has not been confirmed.",
        "The figures could not be verified.",
        "The report is not true.",
        "The paper later published a correction.",
    ):
        assert CLAIMING.limits.search(text), text
    for text in (
        "The ministry knows nothing but this.",
        "Yet another tram came.",
        "Later the fire brigade came.",
        "Only two of them lost people.",
        "It denied that the tram was late.",
        "It was confirmed on Monday.",
        "The report was verified.",
        "He stopped when something was wrong.",
    ):
        assert not CLAIMING.limits.search(text), text


def test_what_denies_says_what() -> None:
    assert CLAIMING.denies.search("Aalto denied that the tram was to blame.")
    assert not CLAIMING.denies.search("Aalto said that the tram was to blame.")


def test_who_is_asked_is_no_view() -> None:
    assert CLAIMING.view.search("In my view it failed.")
    assert not CLAIMING.view.search("The council approved it.")
