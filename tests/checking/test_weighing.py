from rag.checking.around import Around
from rag.checking.weighing import Scale
from rag.core.article import Article
from rag.core.passage import Evidence
from rag.language.parsed import parse
from rag.language.sentences import sentence_spans

ARTICLE = Article(
    'The ferry "Schwalbe", built in 1998, had 63 passengers. It struck the quay on Friday.',
    "Ferry",
    published="2025-03-14",
)


def pool() -> list[Evidence]:
    spans = sentence_spans(ARTICLE.text)
    return [Evidence(ARTICLE.info, span, span.slice(ARTICLE.text), 0.0) for span in spans]


def test_the_article_around_a_sentence_counts_less_than_the_sentence() -> None:
    pieces = pool()
    claim = 'The ferry "Schwalbe", built in 1998, struck the quay in March 2025.'
    weighed = Scale(parse(claim), pieces).weigh(pieces[0], Around(ARTICLE))
    assert 0.4 < weighed.inside < weighed.share < 1
    assert weighed.also == pieces[1].span
    assert weighed.clashes == weighed.missing == ()


def test_values_and_names_that_stand_nowhere_are_missing() -> None:
    pieces = pool()
    claim = "Ida Holm sold the ferry with its 63 passengers for 5 million euros."
    weighed = Scale(parse(claim), pieces).weigh(pieces[0], Around(ARTICLE))
    assert [span.slice(claim) for span in weighed.missing] == ["5 million euros", "Ida Holm"]


def test_a_sentence_that_has_all_has_all() -> None:
    pieces = pool()
    weighed = Scale(parse(pieces[0].text), pieces).weigh(pieces[0], Around(ARTICLE))
    assert (weighed.inside, weighed.share, weighed.also) == (1.0, 1.0, None)
