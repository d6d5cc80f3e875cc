from datetime import date

import pytest

from eval.harness.files import page_files, token_f1, town_files


def test_gold_of_the_town_and_of_pages() -> None:
    town = {gold.path.name: gold for gold in town_files()}
    assert len(town) == 73
    assert town["library-sunday.html"].outlet == ""
    assert town["tram-opening.html"].published == date(2026, 9, 7)
    pages = list(page_files())
    assert len(pages) >= 12
    assert all(gold.path.is_file() for gold in [*town.values(), *pages])


def test_the_words_of_two_texts_are_compared_whatever_their_order() -> None:
    assert token_f1("a b, a", "A a b") == 1
    assert token_f1("a b", "a c") == pytest.approx(0.5)
