from rag.core.answer import Lead
from rag.core.corpus import Filter
from rag.core.request import Request, Task
from rag.render.fields import ArticleJson, FilterJson, LeadJson, RequestJson
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
