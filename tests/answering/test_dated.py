from datetime import date

import pytest

from rag.answering.dated import fits, is_dated, on_day, when
from rag.core.article import Article
from rag.core.passage import Evidence
from rag.core.request import Period
from rag.core.span import Span
from rag.core.when import NEVER
from rag.render.wording import ENGLISH


def evidence(text: str, published: date | None = date(2025, 3, 14)) -> Evidence:
    article = Article(text, title="T", published=published)
    return Evidence(article.info, Span(0, len(text)), text, 1.0)


@pytest.mark.parametrize(
    ("text", "moment", "words"),
    [
        ("It opened on 12 May 2021.", (2021, 5, 12), "12 May 2021"),
        ("It was planned in May 2019.", (2019, 5, 0), "May 2019"),
        ("It should open in 2027.", (2027, 0, 0), "2027"),
        ("It struck the quay on 12 March.", (2025, 3, 12), "12 March 2025"),
        ("It closed in December.", (2024, 12, 0), "December 2024"),
        ("They have until 30 June.", (2025, 6, 30), "30 June 2025"),
        ("It is the largest since 1989.", (2025, 3, 14), "14 March 2025"),
        ("It costs more than was said in 2019.", (2025, 3, 14), "14 March 2025"),
        ("It closed.", (2025, 3, 14), "14 March 2025"),
    ],
)
def test_a_fact_has_the_date_in_its_sentence_or_that_of_its_article(
    text: str, moment: tuple[int, int, int], words: str
) -> None:
    assert when(evidence(text)) == moment
    assert ENGLISH.moment(moment) == words


def test_a_sentence_without_a_date_of_its_own_is_not_dated() -> None:
    assert is_dated(evidence("It opened in May."))
    assert not is_dated(evidence("It is the largest since 1989."))


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("It cost 9 million in 2024.", "T", 1),
        ("It cost 9 million in 2023.", "T", -1),
        ("It cost 9 million.", "The budget of 2024", 1),
        ("It cost 9 million.", "T", -0.5),
    ],
)
def test_a_sentence_fits_the_time_that_it_or_its_article_names(
    text: str, title: str, expected: float
) -> None:
    asked = [Period(date(2024, 1, 1), date(2024, 12, 31))]
    article = Article(text, title=title, published=date(2025, 3, 14)).info
    assert fits(asked, text, article) == expected
    assert fits([], text, article) == 0
    assert fits(asked, "It rose.", Article("x", title="T").info) == 0, "nothing is known"
    assert fits([Period(since=date(2025, 1, 1))], "It rose.", article) == 1, "published then"


def test_no_day_is_no_time() -> None:
    article = Article("x").info
    assert fits([Period(date(2024, 2, 1), date(2024, 2, 29))], "On 31 February 2024.", article) == 0


def test_without_any_date_there_is_none() -> None:
    assert when(evidence("It closed.", None)) == NEVER
    assert ENGLISH.moment(NEVER) == ""
    assert on_day(None) == NEVER
