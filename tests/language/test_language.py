import pytest

from rag.language.language import language, stemmer


def test_english_is_known_and_stands_in_for_what_is_not() -> None:
    assert language().code == "en"
    assert language("xx") is language("en")


@pytest.mark.parametrize(
    ("code", "name"), [("en", "english"), ("de", "german"), ("sv", "swedish"), ("xx", "english")]
)
def test_a_language_may_have_a_stemmer_before_it_has_a_module(code: str, name: str) -> None:
    assert stemmer(code) == name
