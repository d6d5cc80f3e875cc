import httpx
import pytest

import rag
from rag.render.absent_schema import read_report
from tests.service.api.conftest import QUESTION, UNANSWERABLE

WRONG = "Northvolt filed for bankruptcy in Sweden on 13 March 2025."


@pytest.fixture
def http(url: str) -> httpx.Client:
    with httpx.Client(base_url=f"{url}/v1/reports", timeout=60) as client:
        yield client


def test_that_something_is_absent_is_reported_and_looked_at_again(
    http: httpx.Client, starter_bot: rag.Chatbot
) -> None:
    reply = http.post("/absent", json={"question": UNANSWERABLE}).json()
    report = reply["report"]
    assert reply["absent"]
    assert report["articles"] == len(starter_bot.articles())
    assert len(report["nearest"]) == 3
    assert read_report(httpx.Response(200, json=report).text).question == UNANSWERABLE
    again = http.post("/absent/again", json=report).json()
    assert (again["absent"], again["added"], again["gone"]) == (True, [], [])
    changed = report | {"known": report["known"][1:], "question": QUESTION}
    again = http.post("/absent/again", json=changed).json()
    assert not again["absent"]
    assert again["added"] == [report["known"][0]["article_id"]]
    assert again["answer"]["citations"]


def test_what_has_an_answer_is_not_absent(http: httpx.Client) -> None:
    reply = http.post("/absent", json={"question": QUESTION}).json()
    assert reply == {"absent": False, "report": None}
    assert http.post("/absent", json={"question": "?!"}).status_code == 422
    assert http.post("/absent/again", json={"known": []}).status_code == 422


def test_a_checked_text_is_a_page_or_an_object(http: httpx.Client) -> None:
    page = http.post("/check", json={"text": WRONG})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["content-disposition"].startswith("attachment")
    assert "12 March 2025" in page.text
    told = http.post("/check", json={"text": WRONG, "form": "json"}).json()
    assert [one["verdict"] for one in told["sentences"]] == ["contradicted"]
    marked = http.post("/check", json={"text": "<script>alert(1)</script> opened in 2021."}).text
    assert "<script>alert" not in marked
