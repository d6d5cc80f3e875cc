import json
from collections.abc import Iterator

import httpx
import pytest

import rag
from rag.settings import Settings
from tests.ui.apps import serving

QUOTE = "The plant in Heide opened in May 2021."
ASKED = {"id": "q1", "category": "a", "question": "When did the plant in Heide open?"}


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("evals")
    (folder / "heide.md").write_text(f"{QUOTE} It is owned by Northvolt.")
    settings = Settings(state_dir=folder / "state")
    rag.index(folder / "heide.md", settings=settings)
    bot = rag.open(settings=settings)
    with (
        serving(lambda: bot, settings) as url,
        httpx.Client(base_url=f"{url}/v1", timeout=60) as http,
    ):
        yield http


def watched(http: httpx.Client) -> list[dict]:
    with http.stream("GET", "/evals/events") as reply:
        lines = [line for line in reply.iter_lines() if line.startswith("data: ")]
    return [json.loads(line.removeprefix("data: ")) for line in lines]


def test_questions_that_are_sent_are_asked_scored_and_kept(http: httpx.Client) -> None:
    shipped = http.get("/evals").json()
    assert {one["made"] for one in shipped} <= {None}
    assert http.get("/evals/job").json()["state"] == "none"
    right = ASKED | {"evidence": [{"file": "heide.md", "quote": QUOTE}]}
    begun = http.post("/evals", json={"name": "mine", "questions": [right]})
    assert (begun.status_code, begun.json()["name"]) == (202, "mine")
    job = watched(http)[-1]
    assert (job["state"], job["asked"], job["problem"]) == ("done", 1, "")
    kept, *others = http.get("/evals").json()
    assert others == shipped
    assert (kept["id"], kept["name"], kept["questions"]) == (job["run"], "mine", 1)
    opened = http.get(f"/evals/{kept['id']}").json()
    assert [case["question"] for case in opened["cases"]] == [ASKED["question"]]
    assert {"evidence recall, as served"} <= {one["metric"] for one in opened["results"]}


def test_what_was_judged_is_asked_again(http: httpx.Client) -> None:
    answer = http.post("/ask", json={"question": ASKED["question"]}).json()
    http.post("/feedback", json={"answer": answer, "verdict": "right"}).raise_for_status()
    http.post("/evals", json={"kept": True}).raise_for_status()
    job = watched(http)[-1]
    assert (job["state"], job["questions"]) == ("done", 1)


def test_what_can_not_be_asked_is_told(http: httpx.Client) -> None:
    http.post("/evals", json={"questions": [{"id": "q"}]}).raise_for_status()
    job = watched(http)[-1]
    assert job["state"] == "failed"
    assert "question" in job["problem"]
    for wrong in ({}, {"kept": True, "made": 2}, {"made": 501}, {"questions": [], "kept": False}):
        assert http.post("/evals", json=wrong).status_code == 422
    assert http.get("/evals/guessed").status_code == 409


def test_questions_are_made_and_asking_is_stopped(http: httpx.Client) -> None:
    http.post("/evals", json={"made": 1}).raise_for_status()
    assert http.post("/evals/stop").status_code == 200
    assert watched(http)[-1]["state"] in ("done", "stopped", "failed")
