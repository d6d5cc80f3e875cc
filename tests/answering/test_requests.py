import pytest

from rag.answering.requests import WIDER, Kind, Rewrite, is_doubt, read_request
from rag.settings import AnswerSettings, RetrievalSettings
from rag.types import Turn, Usage

HISTORY = [Turn("Who owned ACC in 2024?", "Three firms. [1]")]


@pytest.mark.parametrize(
    ("question", "kind", "texts"),
    [
        ("Who owned ACC in 2024?", Kind.ANSWER, ["Who owned ACC in 2024?"]),
        ("Compare Verkor and ACC.", Kind.COMPARISON, ["Verkor and ACC", "Verkor", "ACC"]),
        ("Please compare Verkor with ACC", Kind.COMPARISON, ["Verkor and ACC", "Verkor", "ACC"]),
        ("What is the difference between Verkor and ACC?", Kind.COMPARISON, ["Verkor and ACC", "Verkor", "ACC"]),
        ("How does Verkor differ from ACC?", Kind.COMPARISON, ["Verkor and ACC", "Verkor", "ACC"]),
        (
            "Compare Verkor and ACC with regard to jobs",
            Kind.COMPARISON,
            ["Verkor and ACC with regard to jobs", "Verkor with regard to jobs", "ACC with regard to jobs"],
        ),
        ("Summarise the Batteries Regulation", Kind.SUMMARY, ["the Batteries Regulation"]),
        ("Can you give me a short summary of AFIR?", Kind.SUMMARY, ["AFIR"]),
        ("Timeline of Northvolt", Kind.TIMELINE, ["Northvolt"]),
        ("Show me the timeline for the Heide plant", Kind.TIMELINE, ["the Heide plant"]),
        ("What happened to Northvolt?", Kind.ANSWER, ["What happened to Northvolt?"]),
        ("What did the summary of the report say?", Kind.ANSWER, ["What did the summary of the report say?"]),
    ],
)
def test_what_is_asked_for(question: str, kind: Kind, texts: list[str]) -> None:
    request = read_request(question, [])
    assert (request.kind, request.texts) == (kind, texts)


@pytest.mark.parametrize("doubt", ["Are you sure?", "are you really sure about that?", "Really?", "Please check again."])
def test_a_doubt_looks_again_at_the_last_question(doubt: str) -> None:
    request = read_request(doubt, [*HISTORY, Turn("Are you sure?", "Yes.")])
    assert (request.kind, request.texts, request.before) == (
        Kind.SECOND_LOOK,
        ["Who owned ACC in 2024?"],
        "Three firms. [1]",
    )
    assert not is_doubt("Are you sure that ACC opened a plant?")
    assert read_request(doubt, []).kind is Kind.ANSWER


def test_more_is_read_and_said_where_more_is_asked_for() -> None:
    retrieval, answer = RetrievalSettings(), AnswerSettings()
    plain, overview = read_request("Who owned ACC?", []), read_request("Summarise ACC", [])
    assert (plain.retrieval(retrieval), plain.answer(answer)) == (retrieval, answer)
    assert overview.retrieval(retrieval).read == WIDER * retrieval.read
    assert overview.answer(answer).sentences > answer.sentences
    assert read_request("Are you sure?", HISTORY).answer(answer) == answer
    assert overview.retrieval(RetrievalSettings(read=0)).read == 0, "what is switched off stays off"


def test_a_follow_up_is_one_question_and_a_comparison_asks_of_each() -> None:
    said = [Turn("How many plants are there in France?", "Four.")]
    assert not read_request("And in Germany?", said).asks_several
    assert not read_request("Who owns ACC?", []).asks_several
    assert read_request("Who owns ACC, and where does it build?", []).asks_several
    assert read_request("And who owns ACC, and where does it build?", said).asks_several
    assert read_request("Compare Verkor and ACC", []).asks_several


def test_what_names_nothing_is_unclear_only_at_the_start() -> None:
    assert read_request("How much did it cost?", []).unclear
    assert not read_request("How much did it cost?", HISTORY).unclear
    assert not read_request("How much did the plant in Heide cost?", []).unclear


def said(text: str | None) -> Rewrite:
    return lambda *_: (text, Usage(1, 9, 3))


def test_a_follow_up_may_be_rewritten_and_rules_stand_in() -> None:
    question = "And in 2025?"
    assert read_request(question, HISTORY, said("Who owned ACC in 2025?")).alone == "Who owned ACC in 2025?"
    assert read_request(question, HISTORY, said(None)).usage == Usage(1, 9, 3)
    assert read_request(question, HISTORY, said(None)).alone == "Who owned ACC in 2024? And in 2025?"
    assert read_request("Who set up Basquevolt?", HISTORY, said("Never asked.")).alone == "Who set up Basquevolt?"
