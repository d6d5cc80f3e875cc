from datetime import date
from pathlib import Path

import pytest

import rag
from rag.search.events import with_day

ARTICLES = [
    rag.Article(
        "The tram to Heide opened on Sunday, 6 September 2026. It rained.",
        "First tram",
        published="2026-09-07",
    ),
    rag.Article(
        "A valve failed. The ferry accident of March 2025 cost 3 million euros.",
        "The report",
        published="2026-01-20",
    ),
    rag.Article(
        "On 14 March 2025 a ferry hit the pier. The ferry accident on 14 March hurt ten people.",
        "Ferry hits pier",
        published="2025-03-15",
    ),
    rag.Article("The fire of 2 May 2024 was small.", "A fire", published="2024-05-03"),
    rag.Article("The fire of 9 June 2024 was large.", "Another fire", published="2024-06-10"),
    rag.Article(
        "Der Streik am 3. April 2026 war lang. Die Bahn fuhr nicht.",
        "Streik",
        published="2026-04-04",
        language="de",
    ),
    rag.Article(
        "The council set the result of the referendum on line 5 on 24 June 2021.",
        "The result",
        published="2021-06-25",
    ),
]


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> rag.Chatbot:
    state: Path = tmp_path_factory.mktemp("state")
    rag.index(ARTICLES, state)
    return rag.open(state)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "Which articles appeared before the opening of the tram?",
            "Which articles appeared before 2026-09-06?",
        ),
        (
            "What was reported after the ferry accident about fares?",
            "What was reported after 2025-03-14 about fares?",
        ),
        (
            "Welche Artikel sind seit dem Streik erschienen?",
            "Welche Artikel sind seit dem 2026-04-03 erschienen?",
        ),
        ("Which articles appeared before the fire?", ""),
        ("Which articles appeared before the referendum on line 5?", ""),
        ("Which articles appeared before the wedding?", ""),
        ("Who was mayor before the opening of the tram?", ""),
        ("Which articles appeared before the end of May 2025?", ""),
    ],
)
def test_an_event_is_its_day_where_publication_is_limited_to_it(
    bot: rag.Chatbot, question: str, expected: str
) -> None:
    with bot.library.snapshot() as snapshot:
        assert with_day(question, snapshot) == (expected or question)


def test_the_day_is_a_filter_that_can_be_left_out(bot: rag.Chatbot) -> None:
    question = "Which articles appeared before the opening of the tram?"
    answer = bot.ask(question)
    assert answer.question == question
    assert answer.request
    assert answer.request.filter.until == date(2026, 9, 5)
    assert len(answer.articles) == 6
    literal = bot.ask(question, literal=True)
    assert literal.request
    assert not literal.request.filter
