"""Ordinary arguments that went wrong: what people hand to Python and where they print to."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from langchain_core.messages import AIMessage, HumanMessage
from pydantic import ValidationError

import rag
from rag import Article, Chatbot, Filter, NewsRetriever, Turn
from rag.errors import QuestionError
from rag.langchain import as_runnable

HALF = "Who owned \ud83d ACC in 2024?"
"""A question with half of a letter in it, as a cut text has."""
QUESTION = "Who owned ACC in 2024?"


def test_an_article_takes_a_day_and_topics_as_text_and_nothing_as_nothing() -> None:
    article = Article(
        "Cells are made in Heide.",
        title=None,
        outlet=None,
        url=None,
        published="2025-01-02",
        topics="batteries, cars",
        language=None,
    )
    assert article.published == date(2025, 1, 2)
    assert article.topics == ("batteries", "cars")
    assert (article.title, article.language) == ("Cells are made in Heide.", "en")


def test_an_article_with_a_wrong_day_is_an_error_before_anything_is_loaded() -> None:
    with pytest.raises(ValueError, match="published is not a date: 'soon'"):
        Article("Cells.", published="soon")


def test_a_filter_takes_a_single_name_and_days_as_text() -> None:
    where = Filter(outlets="Reuters", since="2025-01-02")
    assert where == Filter(outlets=("Reuters",), since=date(2025, 1, 2))
    with pytest.raises(ValueError, match="until is not a date"):
        Filter(until="2025")


def test_the_retriever_applies_its_filter_or_that_of_the_call(starter_bot: Chatbot) -> None:
    first, second = (info.id for info in starter_bot.library.articles()[:2])
    retriever = NewsRetriever(chatbot=starter_bot, where=Filter(articles=first))
    found = {d.metadata["article_id"] for d in retriever.invoke("battery")}
    assert found == {first}
    other = {
        d.metadata["article_id"] for d in retriever.invoke("battery", where=Filter(articles=second))
    }
    assert other == {second}


def test_the_retriever_takes_nothing_that_it_does_not_know(starter_bot: Chatbot) -> None:
    with pytest.raises(ValidationError, match="search_kwargs"):
        NewsRetriever(chatbot=starter_bot, search_kwargs={"k": 3})
    with pytest.raises(TypeError, match="search_kwargs"):
        NewsRetriever(chatbot=starter_bot).invoke("battery", search_kwargs={"k": 3})
    with pytest.raises(QuestionError, match="k must be from 1"):
        NewsRetriever(chatbot=starter_bot).invoke("battery", k=0)


def test_half_a_letter_is_taken_in_every_argument(starter_bot: Chatbot) -> None:
    assert starter_bot.ask(HALF).question
    history = [Turn(HALF, "It was \udc00 Stellantis.")]
    assert starter_bot.ask("And who else?", history)
    assert not starter_bot.search(QUESTION, where=Filter(articles="\ud83d", outlets="\ud83d"))
    assert starter_bot.article("\ud83d") is None
    assert rag.supports("Cells \ud83d.", "Cells \udc00.").probability >= 0
    assert as_runnable(starter_bot).invoke({"question": HALF, "history": history})


def test_a_conversation_as_messages_answers_as_turns_do(starter_bot: Chatbot) -> None:
    follow_up, said = "And in 2025?", "Stellantis, Mercedes-Benz and TotalEnergies."
    asked = starter_bot.ask(follow_up, [Turn(QUESTION, said)])
    messages = [HumanMessage(QUESTION), AIMessage(said)]
    assert starter_bot.ask(follow_up, messages) == asked
    call = {"input": follow_up, "chat_history": messages}
    assert as_runnable(starter_bot).invoke(call) == asked


@pytest.fixture
def heide(tmp_path: Path) -> Path:
    """A state folder of its own: where a test copies another's files, SQLite's locks go."""
    rag.index(Article("Škoda has cells made in Heide.", title="Heide"), tmp_path)
    return tmp_path


def test_a_console_without_a_letter_gets_a_replacement(heide: Path) -> None:
    done = _rag("show", "heide", "--state", str(heide), PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr
    assert "?koda has cells" in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_under_the_output_is_one_line(heide: Path) -> None:
    with open("/dev/full", "w") as full:
        done = _rag("show", "heide", "--state", str(heide), stdout=full)
    assert done.returncode == 1
    (line,) = done.stderr.strip().splitlines()
    assert "can't write the output" in line or "No space left" in line


def _rag(
    *args: str, stdout: object = subprocess.PIPE, **environ: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("rag"), *args],
        env=os.environ | environ,
        stdout=stdout,  # type: ignore[call-overload]
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
