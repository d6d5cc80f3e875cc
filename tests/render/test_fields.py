from rag.core.answer import Lead
from rag.core.beside import Disagreement, Side
from rag.core.corpus import Filter
from rag.core.request import Request, Task
from rag.core.span import Span
from rag.render.fields import ArticleJson, DisagreementJson, FilterJson, LeadJson, RequestJson
from tests.render.samples import ARTICLE, CITATION


def test_an_article_is_told_without_its_text() -> None:
    fields = ArticleJson.from_article(ARTICLE.info).model_dump(mode="json")
    assert fields["article_id"] == "heide"
    assert (fields["authors"], fields["language"]) == ([], "en")
    assert fields["published"] == "2026-02-03"


def test_a_request_is_told_with_its_parts_and_its_filter() -> None:
    where = Filter(outlets="Post", since="2025-01-02")
    request = Request(Task.ANSWER, "Q", "Q", ("whole", "one"), filter=where)
    fields = RequestJson.from_request(request).model_dump(mode="json")
    assert (fields["task"], fields["kind"], fields["parts"]) == ("answer", "open", ["one"])
    assert fields["filter"] == FilterJson.from_filter(where).model_dump(mode="json")
    assert fields["filter"]["since"] == "2025-01-02"


def test_a_lead_names_its_citation_where_it_has_one() -> None:
    assert LeadJson.from_lead(Lead("Heide", CITATION)).citation == 1
    assert LeadJson.from_lead(Lead("2 of 3 articles", None)).citation is None


def test_what_articles_differ_in_is_told_with_the_places() -> None:
    differing = Disagreement((Side("61", Span(7, 9), 1), Side("63", Span(3, 5), 2)), corrected=True)
    assert DisagreementJson.from_disagreement(differing).model_dump(mode="json") == {
        "sides": [
            {"text": "61", "citation": 1, "start": 7, "end": 9},
            {"text": "63", "citation": 2, "start": 3, "end": 5},
        ],
        "corrected": True,
    }
