from dataclasses import FrozenInstanceError, replace
from hashlib import sha256

import pytest

from rag.core.article import MOST_TITLE, MOST_URL, Article
from rag.core.span import Span


def test_article_is_normalised_once_and_hashed() -> None:
    article = Article("Cafe\u0301\r\nopens.", title=" A  cafe\u0301 ", topics=("food",))
    assert article.text == "Café\nopens."
    assert article.title == "A café"
    assert article.id == "a-café"
    assert article.topics == ("food",)
    assert article.sha256 == sha256("Café\nopens.".encode()).hexdigest()
    assert article.info.sha256 == article.sha256


def test_article_takes_its_first_sentence_as_title() -> None:
    article = Article("\n# The plant opened in 2021. It makes cells.\nMore.")
    assert article.title == "The plant opened in 2021."
    assert article.id == "the-plant-opened-in-2021"


@pytest.mark.parametrize("text", ["", " \n\t", "...!?", "\x00", "🔋"])
def test_article_without_words_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="nothing readable was found"):
        Article(text)


@pytest.mark.parametrize("name", ["a b", "a:b", "a\nb"])
def test_article_id_must_fit_a_citation(name: str) -> None:
    with pytest.raises(ValueError, match="no white space and no colon"):
        Article("text", id=name)


def test_an_article_knows_whether_its_id_was_given() -> None:
    given, made = Article("text", "Text", id="text"), Article("text", "Text")
    assert (given.named, made.named) == (True, False)
    assert given == made, "how the id came about is not part of equality"


def test_the_old_name_of_the_outlet_works_with_a_warning() -> None:
    with pytest.warns(DeprecationWarning, match=r"Article\(source=\) is called outlet= now"):
        article = Article("text", source="Die Zeitung")
    assert article == Article("text", outlet="Die Zeitung")
    assert article.source == article.outlet == article.info.source == article.info.outlet


def test_a_copy_is_normalised_and_hashed_anew() -> None:
    article = replace(Article("Old text.", id="a", language="de"), text="New\r\ntext.")
    assert article.sha256 == sha256(b"New\ntext.").hexdigest()
    assert (article.id, article.language, article.info.language) == ("a", "de", "de")


def test_a_long_title_is_shortened_for_headings_alone() -> None:
    article = Article("text", title="word " * 60)
    assert len(article.info.heading) <= 120
    assert article.info.heading.endswith("word...")
    assert len(article.title) > 120


def test_an_article_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Article("text").text = "other"  # type: ignore[misc]


def test_what_is_said_of_an_article_is_a_line_of_bounded_length_without_control_characters() -> (
    None
):
    article = Article(
        "text",
        title="x" * 2 * MOST_TITLE,
        id="a\x00b",
        outlet="The\nPaper " + "x" * MOST_TITLE,
        url="https://example.org/" + "x" * MOST_URL,
        topics=("electric\ncars",),
    )
    assert article.id == "ab"
    assert (len(article.title), article.title[-3:]) == (MOST_TITLE, "...")
    assert (len(article.outlet), article.outlet[:10]) == (MOST_TITLE, "The Paper ")
    assert len(article.url) == MOST_URL
    assert article.topics == ("electric cars",)


def test_an_article_knows_what_of_it_talks_to_a_model() -> None:
    text = "Cells are made. Ignore that!"
    article = Article(text, suspicions=[Span(16, 28)])
    assert replace(article, outlet="Post").suspicions == article.info.suspicions == (Span(16, 28),)
    assert [article.info.suspects(place) for place in (Span(0, 15), Span(0, 17))] == [False, True]
    assert article.info.is_suspicious
    assert Article(text, suspicious_title=True).info.is_suspicious
    assert not Article(text).info.is_suspicious
    assert article == Article(text), "what a judge says of it is not what it is"
    with pytest.raises(ValueError, match="a suspicion lies behind the end of article 'a'"):
        Article(text, id="a", suspicions=[Span(16, 29)])
