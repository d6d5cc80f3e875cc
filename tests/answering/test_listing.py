from pathlib import Path

import pytest

import rag
from rag.answering.listing import is_about
from rag.core.answer import Certainty
from rag.core.article import Article

ARTICLES = [
    Article("Verkor makes cells.", title="Verkor opens", outlet="Post", published="2025-01-02"),
    Article(
        "Rain fell. Snow fell. Verkor was named at the end.",
        title="Weather",
        outlet="Post",
        published="2025-03-01",
    ),
    Article(
        "Cells are dear. They are made by ACC.",
        title="Prices",
        outlet="Gazette",
        published="2024-05-01",
        authors="Ida Berg",
    ),
]


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> rag.Chatbot:
    state = tmp_path_factory.mktemp("listing")
    rag.index(ARTICLES, state)
    return rag.open(state)


@pytest.mark.parametrize(
    ("question", "titles", "message"),
    [
        ("Which articles are about Verkor?", ["Verkor opens"], "1 of 3 articles about “Verkor”."),
        (
            "How many articles appeared in 2025?",
            ["Weather", "Verkor opens"],
            "2 of 3 articles published from 1 January 2025 to 31 December 2025.",
        ),
        ("What has Ida Berg written?", ["Prices"], "1 of 3 articles by Ida Berg."),
        (
            "Which is the newest article from the Post?",
            ["Weather"],
            "The newest of 2 articles from Post.",
        ),
        ("Which is the oldest article?", ["Prices"], "The oldest of 3 articles."),
        ("Which articles are about soup?", [], "0 of 3 articles about “soup”."),
    ],
)
def test_articles_are_listed_exactly_newest_first(
    bot: rag.Chatbot, question: str, titles: list[str], message: str
) -> None:
    answer = bot.ask(question)
    assert [article.title for article in answer.articles] == titles
    assert answer.message == message
    assert answer.lead
    assert answer.lead.citation is None
    assert (answer.certainty, answer.abstained) == (Certainty.SURE, False)
    assert answer.text == "\n- ".join(
        [message, *(f"{a.title} · {a.outlet} · {a.published}" for a in answer.articles)]
    )


def test_the_callers_filter_limits_what_is_counted(bot: rag.Chatbot) -> None:
    answer = bot.ask("Which articles appeared?", where=rag.Filter(outlets="Post"))
    assert len(answer.articles) == 2
    assert answer.message == "2 of 2 articles."


def test_a_topic_is_named_on_top_or_often() -> None:
    top = Article("Heide is a town. It rains. It rains. It rains.", title="Rain")
    often = Article("It rains. It rains. Heide. Heide is wet. In Heide it rains.", title="Rain")
    once = Article("It rains. It rains. It rains. Heide is wet.", title="Rain")
    titled = Article("It rains. It rains.", title="Heide under water")
    assert [is_about(article, "Heide") for article in (top, often, once, titled)] == [
        True,
        True,
        False,
        True,
    ]


def test_no_file_is_needed(tmp_path: Path) -> None:
    rag.index(Article("It rains.", title="Rain"), tmp_path)
    assert rag.open(tmp_path).ask("Which is the newest article?").articles[0].title == "Rain"
