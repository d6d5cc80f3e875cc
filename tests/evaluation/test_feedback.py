from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rag
from rag.core.answer import Turn
from rag.core.article import Article
from rag.core.span import Span
from rag.evaluation.feedback import Cited, Feedback, Quote, eval_cases, find_quote, keep
from rag.evaluation.questions import Question, articles_by_file, load_questions
from rag.library.catalog import FILE_NAME, Catalog
from rag.library.index.manifest import Manifest
from rag.library.library import Library
from rag.models.embedding import DEFAULT_MODEL
from rag.wiring import open_library
from tests.eval.sets import Record, write_jsonl
from tests.library.entries import entry
from tests.library.entries import put as put_entries

PLANT = Article(
    "The plant opened in 2021. It makes\n\n“cells”  for cars. Café 🔋 opened.", id="plant"
)
MINE = Article("The mine opened in 2024.", id="mine")


def cited(article: Article, start: int, end: int, rejected: bool = False) -> Cited:
    return Cited(article.id, article.sha256, start, end, article.text[start:end], rejected)


RIGHT = Feedback(
    "And when?",
    (Turn("Where is it?", "In Heide. [1]"),),
    "Where is it? And when?",
    "The plant opened in 2021. [1]",
    False,
    0.9,
    (cited(PLANT, 0, 25),),
    "right",
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    put(tmp_path, PLANT, MINE)
    library = Library(tmp_path, Manifest(DEFAULT_MODEL, 200))
    yield library
    library.close()


def put(state: Path, *articles: Article, remove: Sequence[str] = ()) -> None:
    catalog = Catalog(state / FILE_NAME)
    entries = [entry(article, (0, len(article.text))) for article in articles]
    put_entries(catalog, 1, *entries, remove=remove)
    catalog.close()


def cases(library: Library, *given: Feedback) -> list[Record]:
    for feedback in given:
        keep(feedback, library)
    return eval_cases(library)


def load(library: Library, tmp_path: Path, lines: list[Record]) -> list[Question]:
    path = write_jsonl(tmp_path / "feedback.jsonl", lines)
    return load_questions(path, {article.id: article for article in library.texts()})


def test_a_case_has_everything_that_was_said(library: Library) -> None:
    (case,) = cases(library, RIGHT)
    assert case == {
        "id": "feedback-1",
        "question": "And when?",
        "category": "feedback",
        "answers": [],
        "evidence": [{"file": "plant", "quote": "The plant opened in 2021."}],
        "history": [
            {"role": "user", "text": "Where is it?"},
            {"role": "assistant", "text": "In Heide. [1]"},
        ],
        "rejected": [],
        "verdict": "right",
        "answer": "The plant opened in 2021. [1]",
        "citations": [
            {
                "article_id": "plant",
                "sha256": PLANT.sha256,
                "start": 0,
                "end": 25,
                "quote": "The plant opened in 2021.",
                "rejected": False,
            }
        ],
    }


def test_the_cases_are_questions(library: Library, tmp_path: Path) -> None:
    (question,) = load(library, tmp_path, cases(library, RIGHT))
    assert question.gold is not None
    assert [(gold.article_id, gold.span) for gold in question.gold] == [("plant", Span(0, 25))]
    assert question.history == RIGHT.history
    wrong = replace(RIGHT, verdict="unsupported", citations=(cited(PLANT, 0, 25, rejected=True),))
    (question,) = load(library, tmp_path, cases(library, wrong))
    assert isinstance(question, Question)
    assert (question.gold, [gold.span for gold in question.rejected]) == (None, [Span(0, 25)])


REFUSED = replace(RIGHT, abstained=True, citations=())
TWO = replace(RIGHT, citations=(cited(PLANT, 0, 25, rejected=True), cited(MINE, 0, 24)))
GIVEN = (Quote("mine", "opened in 2024"),)


@pytest.mark.parametrize(
    ("feedback", "evidence"),
    [
        (TWO, [{"file": "mine", "quote": "The mine opened in 2024."}]),
        (replace(TWO, verdict="wrong"), None),
        (replace(TWO, verdict="unsupported"), None),
        (
            replace(TWO, verdict="wrong", expected=GIVEN),
            [{"file": "mine", "quote": "opened in 2024"}],
        ),
        (REFUSED, []),
        (replace(REFUSED, verdict="wrong"), None),
        (
            replace(REFUSED, verdict="wrong", expected=GIVEN),
            [{"file": "mine", "quote": "opened in 2024"}],
        ),
        (replace(RIGHT, citations=(cited(PLANT, 0, 25, rejected=True),)), None),
    ],
)
def test_evidence_is_what_the_feedback_tells(
    library: Library, feedback: Feedback, evidence: object
) -> None:
    (case,) = cases(library, feedback)
    assert case["evidence"] == evidence


def test_the_later_judgement_of_an_answer_counts(library: Library) -> None:
    other = replace(RIGHT, history=())
    made = cases(library, RIGHT, other, replace(RIGHT, verdict="wrong"))
    assert [(case["id"], case["verdict"]) for case in made] == [
        ("feedback-2", "right"),
        ("feedback-3", "wrong"),
    ]


@pytest.mark.parametrize("record", ["{", "[]", '{"question": 3}', "[" * 5_000])
def test_f18_a_broken_record_costs_only_itself(library: Library, record: str) -> None:
    library.add_feedback(record)
    with pytest.warns(UserWarning, match="feedback 1 can't be read: it is left out"):
        assert [case["id"] for case in cases(library, RIGHT)] == ["feedback-2"]


def test_a_withdrawn_judgement_is_no_case(library: Library) -> None:
    assert cases(library, RIGHT, replace(RIGHT, verdict="withdrawn")) == []
    assert len(cases(library, RIGHT)) == 1


def test_words_that_have_left_the_articles_are_no_evidence(
    library: Library, tmp_path: Path
) -> None:
    cases(library, TWO, replace(RIGHT, history=()), replace(REFUSED, answer="No answer."))
    put(tmp_path, Article("The plant never opened.", id="plant"), remove=["mine"])
    made = cases(library)
    assert [(case["evidence"], case["rejected"]) for case in made] == [
        (None, []),
        (None, []),
        ([], []),
    ]
    assert len(load(library, tmp_path, made)) == 3


@pytest.mark.parametrize(
    ("pasted", "quote"),
    [
        ("opened in 2024", Quote("mine", "opened in 2024")),
        ("  “opened in 2021.”\n", Quote("plant", "opened in 2021.")),
        ("It makes “cells” for cars", Quote("plant", "It makes\n\n“cells”  for cars")),
        ("Cafe\u0301 🔋\r\nopened", Quote("plant", "Café 🔋 opened")),
        ("opened", Quote("mine", "opened")),
        ("opened in .*", None),
        ("%", None),
        ("The plant opened in 2024", None),
        ("opened IN 2021", None),
        ("", None),
        ("…!\x00", None),
        ("opened in 2021 " * 300, None),
    ],
)
def test_pasted_words_are_looked_up(library: Library, pasted: str, quote: Quote | None) -> None:
    assert find_quote(pasted, library) == quote


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library that no test changes."""
    state = tmp_path_factory.mktemp("kept")
    put(state, PLANT, MINE)
    library = Library(state, Manifest(DEFAULT_MODEL, 200))
    yield library
    library.close()


@given(st.text(max_size=60), st.integers(0, 60), st.integers(1, 30))
def test_whatever_is_found_stands_in_its_article(
    kept: Library, words: str, start: int, length: int
) -> None:
    quote = find_quote(words, kept)
    assert quote is None or quote.quote in {"plant": PLANT, "mine": MINE}[quote.file].text
    taken = PLANT.text[start : start + length]
    assert (find_quote(taken, kept) is not None) == any(map(str.isalnum, taken))


def test_feedback_survives_what_happens_to_the_index(tmp_path: Path) -> None:
    state = tmp_path / "state"
    rag.index([PLANT, MINE], state)
    library = open_library(state)
    keep(RIGHT, library)
    library.close()
    rag.index([PLANT], state, rebuild=True)
    library = open_library(state)
    path = write_jsonl(tmp_path / "feedback.jsonl", eval_cases(library))
    (question,) = load_questions(path, articles_by_file(library))
    library.close()
    assert question.text == "And when?"
    assert question.answerable
