from rag.words import FUNCTION_WORDS


def test_words_that_name_things_are_none_of_them():
    assert {"the", "how", "what", "in"} <= FUNCTION_WORDS
    assert not {"france", "cost", "price", "plant", "2025"} & FUNCTION_WORDS
