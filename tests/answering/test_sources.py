from pathlib import Path

import pytest

import rag
from rag.core.article import Article
from rag.core.request import Task

REPORT = (
    "The ferry Schwalbe struck the quay at Fischertor on Friday. Eleven people were injured, the "
    "police said. The damage was put at 340,000 euros."
)
ARTICLES = [
    Article(REPORT, "Ferry hits quay", outlet="Elle News", published="2025-03-14"),
    Article(REPORT, "Schwalbe rams quay", outlet="Courier", published="2025-03-15"),
    Article(
        "The court convicted the treasurer of the rowing club. He had taken 41,000 euros.",
        "Treasurer convicted",
        outlet="Daily",
        published="2025-05-28",
    ),
]


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> rag.Chatbot:
    state: Path = tmp_path_factory.mktemp("sources")
    rag.index(ARTICLES, state)
    return rag.open(state)


def test_who_copied_a_report(bot: rag.Chatbot) -> None:
    answer = bot.ask("Which outlets copied the report on the ferry?")
    assert answer.request
    assert answer.request.task is Task.SOURCES
    assert [info.outlet for info in answer.articles] == ["Courier"]
    assert answer.message == (
        "1 article prints the text of “Ferry hits quay · Elle News · 2025-03-14”; "
        "together they are 1 independent source."
    )


def test_copies_are_one_independent_source(bot: rag.Chatbot) -> None:
    answer = bot.ask("How many independent sources are there for the eleven people injured?")
    assert answer.lead
    assert answer.lead.text == "1 independent source"
    assert {info.outlet for info in answer.articles} == {"Elle News", "Courier"}
    assert answer.citations[0].quote == "Eleven people were injured, the police said."
    assert answer.message == "1 independent source; 2 articles with this report."


def test_a_yes_or_no_says_so(bot: rag.Chatbot) -> None:
    several = bot.ask("Do two outlets independently report that eleven people were injured?")
    one = bot.ask("Was the injury of eleven people on the ferry reported by one outlet only?")
    assert several.message.startswith("No, 1 independent source")
    assert one.message.startswith("Yes, 1 independent source")


def test_where_only_one_article_is_known_it_is_quoted_and_nothing_is_counted(
    bot: rag.Chatbot,
) -> None:
    answer = bot.ask("How many sources are there for the 41,000 euros of the treasurer?")
    assert answer.articles == ()
    assert "independent" not in answer.text
    assert "41,000" in answer.text
