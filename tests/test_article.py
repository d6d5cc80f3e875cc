from hashlib import sha256

import pytest

from rag.article import Article


def test_article_is_normalised_once_and_hashed():
    article = Article("Cafe\u0301\r\nopens.", title=" A  cafe\u0301 ", topics=["food"])
    assert article.text == "Café\nopens."
    assert article.title == "A café"
    assert article.id == "a-café"
    assert article.topics == ("food",)
    assert article.sha256 == sha256("Café\nopens.".encode()).hexdigest()
    assert article.info.sha256 == article.sha256


def test_article_takes_its_first_sentence_as_title():
    article = Article("\n# The plant opened in 2021. It makes cells.\nMore.")
    assert article.title == "The plant opened in 2021."
    assert article.id == "the-plant-opened-in-2021"


@pytest.mark.parametrize("text", ["", " \n\t", "...!?", "\x00", "🔋"])
def test_article_without_words_is_refused(text):
    with pytest.raises(ValueError, match="nothing readable was found"):
        Article(text)


@pytest.mark.parametrize("name", ["a b", "a:b", "a\nb", "a\x00b"])
def test_article_id_must_fit_a_citation(name):
    with pytest.raises(ValueError, match="no white space and no colon"):
        Article("text", id=name)
