from rag.core.beside import Uncited
from rag.core.span import Span
from rag.render.fields import ArticleJson
from rag.render.found_schema import NearestJson, UncitedJson
from rag.render.schema import AnswerJson
from tests.render.samples import ARTICLE, REFUSAL


def test_what_is_not_cited() -> None:
    one = Uncited(ARTICLE.info, Span(0, 24), "Cells are made in Heide.", Span(18, 23))
    assert UncitedJson.from_uncited(one).model_dump(mode="json") == {
        "article_id": "heide",
        "title": "Heide*",
        "start": 0,
        "end": 24,
        "quote": "Cells are made in Heide.",
        "answer": {"start": 18, "end": 23},
        "article": ArticleJson.from_article(ARTICLE.info).model_dump(mode="json"),
    }


def test_a_refusal_has_the_nearest_articles() -> None:
    refusal = AnswerJson.from_answer(REFUSAL)
    assert refusal.reason == "weak evidence"
    article = ArticleJson.from_article(ARTICLE.info)
    near = NearestJson(article_id="heide", title="Heide*", score=1.5, article=article)
    assert refusal.nearest == (near,)
    assert refusal.message == "No."
