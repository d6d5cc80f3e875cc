from datetime import date

from rag.core.article import Article
from rag.core.beside import Disagreement, Side, Uncited
from rag.core.span import Span

ARTICLE = Article("It had 61 passengers, not 67.", "The ferry", published=date(2026, 1, 1))


def test_a_side_is_words_of_the_article_that_its_citation_names() -> None:
    sides = (Side("61", Span(7, 9), 1), Side("67", Span(26, 28), 1))
    differing = Disagreement(sides, corrected=True)
    assert [side.span.slice(ARTICLE.text) for side in differing.sides] == ["61", "67"]


def test_what_is_not_cited_knows_its_place() -> None:
    span = Span(0, len(ARTICLE.text))
    one = Uncited(ARTICLE.info, span, span.slice(ARTICLE.text), Span(7, 9))
    assert one.answer
    assert one.answer.slice(ARTICLE.text) in one.quote
