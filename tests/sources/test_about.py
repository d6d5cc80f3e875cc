from datetime import date

import pytest

from rag.errors import CorpusError
from rag.sources.about import MOST_TEXT, About, language_code, make_article, only, text_language


def test_what_is_known_first_counts() -> None:
    about = About()
    about.date(None, "JSON-LD")
    about.date(date(2026, 1, 2), "meta")
    about.date(date(2026, 1, 3), "dateline")
    about.fill(title="", outlet="A")
    about.fill(title="T", outlet="B")
    assert (about.published, about.date_origin) == (date(2026, 1, 2), "meta")
    assert (about.title, about.outlet, about.slug) == ("T", "A", "t")


def test_a_day_in_the_file_name_is_the_last_resort() -> None:
    article = make_article("It rose.", "news/2026-10-05_prices.md", About())
    assert (article.published, article.details.date_origin) == (date(2026, 10, 5), "file name")
    about = About()
    about.date(date(2026, 1, 2), "meta")
    article = make_article("It rose.", "2026-10-05.md", about, pages=[0])
    assert (article.published, article.details.date_origin) == (date(2026, 1, 2), "meta")
    assert article.details.pages == (0,)


def test_the_file_stands_in_for_the_outlet_and_names_the_id() -> None:
    article = make_article("It rose.", "news/Prices up.md", About(url="javascript:alert(1)"))
    assert (article.id, article.outlet, article.url) == ("prices-up", "news/Prices up.md", "")


def test_too_much_and_too_little_text() -> None:
    with pytest.raises(CorpusError, match="more than 10 million letters: split it"):
        make_article("a" * (MOST_TEXT + 1), "a.md", About())
    with pytest.raises(CorpusError, match="nothing readable was found"):
        make_article(" - ", "a.md", About())


def test_the_language_of_most_of_a_text() -> None:
    german = "Die Fähre ist am Kai, und der Kapitän hat nach Angaben der Polizei nicht gebremst."
    english = "The ferry hit the quay, and the captain said that the engine did not respond to him."
    assert text_language(f"{german}\n{english}\n{german}") == "de"
    assert text_language(f"{english} It weighs 5 μg.") == "en"
    assert text_language("Perch | 14.50") == ""


@pytest.mark.parametrize(
    ("value", "code"), [("EN", "en"), ("de-AT", "de"), ("german", ""), ("", "")]
)
def test_codes_of_languages(value: str, code: str) -> None:
    assert language_code(value) == code


def test_the_reading_of_one_article_has_its_warnings() -> None:
    about = About(warnings=["a"])
    reading = only(make_article("It rose.", "a.md", about), about)
    assert (list(reading.articles), reading.warnings) == ([""], ("a",))
