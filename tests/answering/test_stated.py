from pathlib import Path

import pytest

import rag

ARTICLES = [
    rag.Article(
        "The councillor Hedda Moos, 47, decided the vote. Her husband, 51, was away.",
        "The vote",
        published="2020-11-27",
    ),
    rag.Article(
        "Hedda Moos, 52, keeps bees. Ida Berg is 60 years old.", "Bees", published="2026-04-02"
    ),
    rag.Article(
        "The tram opened on 6 September 2026. It rained. On 31 February 2026 nothing happened.",
        "First tram",
        published="2026-09-07",
    ),
    rag.Article(
        "The ferry rammed the quay on Friday. Eleven people were hurt.",
        "The ferry",
        published="2025-03-14",
    ),
]


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> rag.Chatbot:
    state: Path = tmp_path_factory.mktemp("state")
    rag.index(ARTICLES, state)
    return rag.open(state)


def test_an_age_stands_behind_the_full_name_the_newest_counts(bot: rag.Chatbot) -> None:
    answer = bot.ask("How old is Hedda Moos?")
    assert answer.lead
    assert answer.lead.text == "52"
    assert answer.certainty == "likely"
    assert answer.sentences[0].when == (2026, 4, 2)


@pytest.mark.parametrize("question", ["How old is Ida Berg?", "How old is Karl Moos?"])
def test_an_age_in_another_form_is_looked_for_like_anything_else(
    bot: rag.Chatbot, question: str
) -> None:
    answer = bot.ask(question)
    assert not answer.lead or answer.lead.text != "52"


def test_what_happened_is_what_is_dated_then(bot: rag.Chatbot) -> None:
    for question in ("What happened on 6 September 2026?", "What happened in September 2026?"):
        answer = bot.ask(question)
        assert [one.text for one in answer.sentences] == ["The tram opened on 6 September 2026."]
        assert not answer.articles


def test_a_day_that_no_sentence_names_lists_what_was_published(bot: rag.Chatbot) -> None:
    answer = bot.ask("What happened on 14 March 2025?")
    assert [article.title for article in answer.articles] == ["The ferry"]
    assert answer.message == "1 of 4 articles published from 14 March 2025 to 15 March 2025."


def test_a_day_of_which_nothing_is_known_has_no_answer(bot: rag.Chatbot) -> None:
    answer = bot.ask("What happened on 14 March 1999?")
    assert answer.abstained or answer.certainty == "unsure"
    assert not answer.articles
