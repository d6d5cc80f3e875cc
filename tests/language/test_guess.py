import pytest

from rag.language.guess import common_words, guess_language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("How much did the tram cost?", "en"),
        ("Was hat die Straßenbahn am Ende gekostet?", "de"),
        ("Combien a coûté le tramway de la ville ?", "fr"),
        ("¿Cuánto costó el tranvía de la ciudad?", "es"),
        ("Сколько стоил трамвай?", "ru"),
        ("路面電車はいくらでしたか", "zh"),
        ("รถรางราคาเท่าไร", "th"),
        ("tram cost", ""),
        ("", ""),
    ],
)
def test_the_language_is_told_by_common_words_and_letters(text: str, code: str) -> None:
    assert guess_language(text) == code


def test_a_language_that_is_not_known_has_no_words() -> None:
    assert "und" in common_words("de")
    assert common_words("xx") == frozenset()
