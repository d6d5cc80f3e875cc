from rag.language.language import language


def test_english_is_known_and_stands_in_for_what_is_not() -> None:
    assert language().code == "en"
    assert language("xx") is language("en")
