from collections.abc import Iterator

import pytest

import rag
from rag.library.snapshot import Snapshot
from rag.search.abbreviations import written_out

ARTICLES = [
    rag.Article("The Maritime Accident Board (MAB) took the data.", "Ferry"),
    rag.Article(
        "The Rostow Transport Authority (RTA) met. The RTA counts 8,300 passengers.", "Tram"
    ),
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    state = tmp_path_factory.mktemp("abbreviations")
    rag.index(ARTICLES, state)
    with rag.open(state).library.snapshot() as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did the MAB take?", "What did the Maritime Accident Board take?"),
        ("What does RTA mean?", "What does Rostow Transport Authority (RTA) mean?"),
        ("Wofür steht MAB?", "Wofür steht Maritime Accident Board (MAB)?"),
        ("What does the RTA count?", ""),
        ("What does NATO stand for?", ""),
        ("WHAT DID THE MAB TAKE?", ""),
        ("What was taken?", ""),
    ],
)
def test_what_is_asked_about_or_only_introduced_is_written_out(
    question: str, expected: str, snapshot: Snapshot
) -> None:
    assert written_out(question, snapshot) == (expected or question)


def test_the_answer_to_what_it_stands_for_is_its_words(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    state = tmp_path_factory.mktemp("asked")
    rag.index(ARTICLES, state)
    answer = rag.open(state).ask("What does the abbreviation MAB stand for?")
    assert answer.lead
    assert answer.lead.text == "Maritime Accident Board"
    assert answer.lead.citation.quote == "The Maritime Accident Board (MAB) took the data."
