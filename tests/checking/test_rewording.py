from rag.checking.rewording import LEAST_LIKENESS, closest_words
from rag.core.article import Article

TEXT = 'The plan came late. "The bicycle, yes," she said. "The singing, no. I sang terribly."'


def test_changed_words_are_told_with_their_places() -> None:
    quote = "The bicycle, no. The singing, yes. I sang beautifully."
    found = closest_words(quote, Article(TEXT))
    assert found
    assert found.place.slice(TEXT).startswith("The bicycle, yes")
    assert found.place.slice(TEXT).endswith("I sang terribly")
    assert [(one.says, one.instead) for one in found.changes] == [
        ("no", "yes"),
        ("yes", "no"),
        ("beautifully", "terribly"),
    ]
    assert all(one.given.slice(quote) == one.says for one in found.changes)
    assert all(one.place and one.place.slice(TEXT) == one.instead for one in found.changes)
    assert LEAST_LIKENESS <= found.likeness < 1


def test_words_left_out_and_words_too_many() -> None:
    found = closest_words(
        "It is not really a gift at all", Article("It is a gift at all, he said.")
    )
    assert found
    assert [(one.says, one.instead) for one in found.changes] == [("not really", "")]
    found = closest_words("It is a gift at all", Article("It is not a gift at all, he said."))
    assert found
    assert [(one.says, one.instead) for one in found.changes] == [("", "not")]


def test_other_words_are_not_like_it() -> None:
    assert closest_words("This tram is a gift to our grandchildren", Article(TEXT)) is None
    assert closest_words("...", Article(TEXT)) is None
