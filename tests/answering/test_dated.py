from datetime import date

import pytest

from rag.answering.dated import NEVER, label, when
from rag.core.article import Article
from rag.core.passage import Evidence
from rag.core.span import Span


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
        ("It closed.", (2025, 3, 14), "14 March 2025"),
    ],
)
def test_a_fact_has_the_date_in_its_sentence_or_that_of_its_article(
    text: str, moment: tuple[int, int, int], words: str
) -> None:
    assert when(evidence(text)) == moment
    assert label(moment) == words


def test_without_any_date_there_is_none() -> None:
    assert when(evidence("It closed.", None)) == NEVER
    assert label(NEVER) == ""
