from collections.abc import Iterator

import httpx
import pytest

import rag
from rag.evaluation.feedback import eval_cases
from rag.settings import Settings
from tests.ui.apps import serving

TEXT = "The plant in Heide opened in May 2021. It is owned by Northvolt."


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> rag.Chatbot:
    """A chatbot over one article, in a library that may be written."""
    folder = tmp_path_factory.mktemp("feedback")
    (folder / "heide.md").write_text(TEXT)
    settings = Settings(state_dir=folder / "state")
    rag.index(folder / "heide.md", settings=settings)
    return rag.open(settings=settings)


@pytest.fixture(scope="module")
def http(bot: rag.Chatbot, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    settings = Settings(state_dir=tmp_path_factory.mktemp("state"))
    with (
        serving(lambda: bot, settings) as url,
        httpx.Client(base_url=f"{url}/v1", timeout=60) as http,
    ):
        yield http


@pytest.fixture(scope="module")
def answer(http: httpx.Client) -> dict:
    return http.post("/ask", json={"question": "When did the plant in Heide open?"}).json()


def test_an_answer_is_judged_and_becomes_a_question_with_its_evidence(
    http: httpx.Client, answer: dict, bot: rag.Chatbot
) -> None:
    reply = http.post("/feedback", json={"answer": answer, "verdict": "right"})
    assert (reply.status_code, reply.json()) == (201, {"id": 1, "found": True})
    (listed,) = http.get("/feedback").json()
    assert (listed["id"], listed["verdict"]) == (1, "right")
    assert listed["citations"][0]["quote"] == answer["citations"][0]["quote"]
    (case,) = eval_cases(bot.library)
    assert case["evidence"] == [{"file": "heide", "quote": answer["citations"][0]["quote"]}]


def test_citations_are_rejected_by_number_and_words_expected(
    http: httpx.Client, answer: dict
) -> None:
    sent = {"answer": answer, "verdict": "unsupported", "rejected": [1]}
    wanted = http.post("/feedback", json=sent | {"expected": "It is owned by Northvolt."}).json()
    (listed,) = http.get("/feedback", params={"after": wanted["id"] - 1}).json()
    assert wanted["found"]
    assert listed["citations"][0]["rejected"]
    assert listed["expected"] == "It is owned by Northvolt."
    nowhere = http.post("/feedback", json=sent | {"expected": "It is owned by nobody."}).json()
    assert not nowhere["found"]
    assert len(http.get("/feedback", params={"limit": 2}).json()) == 2


def test_of_the_page_nothing_is_listed(http: httpx.Client, bot: rag.Chatbot) -> None:
    before = [one["id"] for one in http.get("/feedback").json()]
    (_, record), *_ = bot.library.feedback()
    bot.library.add_feedback(record.replace('"owner":"program"', '"owner":""'))
    assert [one["id"] for one in http.get("/feedback").json()] == before


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"rejected": [9]}, "no citation 9: the answer has 1"),
        ({"verdict": "great"}, "verdict: Input should be"),
        ({"state_dir": "x"}, "state_dir: Extra inputs"),
    ],
)
def test_what_is_no_judgement_is_told(
    http: httpx.Client, answer: dict, change: dict, reason: str
) -> None:
    reply = http.post("/feedback", json={"answer": answer, "verdict": "right"} | change)
    assert (reply.status_code, reason in reply.json()["detail"]) == (422, True)


def test_words_are_never_taken_on_trust(http: httpx.Client, answer: dict) -> None:
    for change in ({"end": 9_999}, {"start": 9, "end": 9}, {"text_sha256": "0"}):
        wrong = answer | {"citations": [answer["citations"][0] | change]}
        reply = http.post("/feedback", json={"answer": wrong, "verdict": "right"})
        assert reply.status_code == 422
        assert "has no place" in reply.json()["detail"]
    empty = answer | {"question": "?!"}
    assert http.post("/feedback", json={"answer": empty, "verdict": "right"}).status_code == 422


def test_a_withdrawn_judgement_is_no_question_any_more(
    http: httpx.Client, answer: dict, bot: rag.Chatbot
) -> None:
    http.post("/feedback", json={"answer": answer, "verdict": "withdrawn"}).raise_for_status()
    assert eval_cases(bot.library) == []
