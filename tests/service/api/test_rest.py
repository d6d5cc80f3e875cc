import httpx
import pytest

import rag
from rag.render.json import answer_dict
from tests.service.api.conftest import QUESTION, UNANSWERABLE
from tests.service.api.streamed import events


@pytest.fixture
def http(url: str) -> httpx.Client:
    with httpx.Client(base_url=f"{url}/v1", timeout=60) as client:
        yield client


def without_times(answer: dict) -> dict:
    return answer | {"seconds": {}}


def test_the_library_and_its_articles(http: httpx.Client, starter_bot: rag.Chatbot) -> None:
    (library,) = http.get("/libraries").json()
    assert library["articles"] == len(starter_bot.articles())
    ids, after = [], ""
    while after is not None:
        page = http.get("/articles", params={"limit": 7, "after": after}).json()
        ids += [one["article_id"] for one in page["articles"]]
        after = page["next"]
    assert ids == [info.id for info in starter_bot.articles()]
    whole = http.get(f"/articles/{ids[0]}").json()
    assert whole["text"] == starter_bot.article(ids[0]).text
    since = http.get("/articles", params={"since": "2026-01-01"}).json()["articles"]
    assert {one["published"][:4] for one in since} == {"2026"}


def test_an_answer_is_the_one_of_python(http: httpx.Client, answer: rag.Answer) -> None:
    reply = http.post("/ask", json={"question": QUESTION})
    assert without_times(reply.json()) == without_times(answer_dict(answer))
    refused = http.post("/ask", json={"question": UNANSWERABLE}).json()
    assert refused["abstained"]


def test_sentences_are_sent_with_their_citations_then_the_answer(
    http: httpx.Client, answer: rag.Answer
) -> None:
    *sentences, (name, last) = events(http, "/ask", question=QUESTION, stream=True)
    assert {each for each, _ in sentences} == {"sentence"}
    assert [one["sentence"]["text"] for _, one in sentences] == [s.text for s in answer.sentences]
    assert [one["citations"][0]["quote"] for _, one in sentences] == [
        c.quote for c in answer.citations
    ]
    assert name == "answer"
    assert without_times(last) == without_times(answer_dict(answer))


def test_a_search_and_a_recheck(http: httpx.Client, starter_bot: rag.Chatbot) -> None:
    hits = http.post("/search", json={"query": "gigafactory", "k": 3}).json()
    assert [hit["article_id"] for hit in hits] == [
        hit.chunk.article.id for hit in starter_bot.search("gigafactory", 3)
    ]
    asked = http.post("/ask", json={"question": QUESTION}).json()
    assert {one["standing"] for one in http.post("/recheck", json=[asked]).json()} == {"unchanged"}
    asked["citations"][0]["quote"] = "He never said so."
    standing = http.post("/recheck", json=[asked]).json()[0]["standing"]
    assert standing == "not in the article"


def test_a_text_and_a_quotation_are_checked(http: httpx.Client) -> None:
    wrong = "Northvolt filed for bankruptcy in Sweden on 13 March 2025."
    (one,) = http.post("/check", json={"text": wrong}).json()["sentences"]
    assert (one["verdict"], one["conflicts"][0]["instead"]) == ("contradicted", "12 March 2025")
    found = http.post("/quote", json={"quote": "for bankruptcy in Sweden on 12 March 2025"}).json()
    assert found["standing"] == "found"
    assert http.post("/check", json={"text": "?!"}).status_code == 422


@pytest.mark.parametrize(
    ("route", "body", "status", "reason"),
    [
        ("/ask", {"question": "?!"}, 422, "word"),
        ("/ask", {"question": "Why?", "temperature": 1}, 422, "temperature: Extra inputs"),
        ("/ask", {}, 422, "question: Field required"),
        ("/search", {"query": "plant", "k": 0}, 422, "k: Input should be"),
        ("/recheck", [{}], 409, "no answer with citations"),
    ],
)
def test_mistakes_are_told_in_one_line(
    http: httpx.Client, route: str, body: object, status: int, reason: str
) -> None:
    reply = http.post(route, json=body)
    assert reply.status_code == status
    assert reason in reply.json()["detail"]
    assert "\n" not in reply.json()["detail"]


def test_an_unknown_article_is_not_found(http: httpx.Client) -> None:
    reply = http.get("/articles/no/such")
    assert (reply.status_code, reply.json()["detail"][:18]) == (404, "no article 'no/suc")


def test_a_page_of_another_site_may_not_ask(http: httpx.Client, url: str) -> None:
    for headers in ({"Origin": "https://evil.test"}, {"Sec-Fetch-Site": "cross-site"}):
        reply = http.post("/ask", json={"question": QUESTION}, headers=headers)
        assert reply.status_code == 403
    assert http.get("/libraries", headers={"Host": "evil.test"}).status_code == 400
    assert http.post("/ask", content="question=x").status_code == 415


def test_health(url: str) -> None:
    assert httpx.get(f"{url}/healthz").json() == {"status": "alive"}
    assert httpx.get(f"{url}/readyz").json() == {"status": "ready"}
