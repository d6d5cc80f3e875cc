import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

import rag
from rag.errors import IndexMissing
from rag.ui.handlers.suggest import COUNT, KEY, Suggestions
from tests.ui.handlers.plant import plant_bot
from tests.ui.loop import in_its_own_loop

QUESTION = ("open", "What is known about Heide?")
HEIDE = rag.Article("The works in Heide make cells.", title="Heide: a start", id="heide")


@pytest.fixture
def bot(tmp_path: Path) -> rag.Chatbot:
    """A chatbot whose library has one title that names a subject."""
    rag.index(HEIDE, tmp_path)
    return rag.open(tmp_path)


@asynccontextmanager
async def suggested(bot: rag.Chatbot) -> AsyncIterator[Suggestions]:
    """The suggestions of an app while it is served."""
    suggestions = Suggestions(lambda: bot)
    async with suggestions.while_serving(None):
        yield suggestions


@in_its_own_loop
async def test_every_suggestion_is_answered(starter_bot: rag.Chatbot) -> None:
    async with suggested(starter_bot) as suggestions:
        questions = await suggestions.current()
    assert COUNT / 2 < len(set(questions)) == len(questions) <= COUNT
    assert len({kind for kind, _ in questions}) > 1
    assert not any(starter_bot.ask(question).abstained for _, question in questions)


@in_its_own_loop
async def test_they_are_made_once_and_kept_in_the_library(bot: rag.Chatbot) -> None:
    async with suggested(bot) as suggestions:
        assert await suggestions.current() == [QUESTION]
        kept = {"generation": bot.library.generation, "questions": [list(QUESTION)]}
        assert json.loads(bot.library.noted(KEY) or "") == kept


@in_its_own_loop
async def test_a_page_and_the_next_start_only_read_them(bot: rag.Chatbot) -> None:
    kept = {"generation": bot.library.generation, "questions": [["fact", "Kept?"]]}
    bot.library.note(KEY, json.dumps(kept))
    async with suggested(bot) as suggestions:
        assert await suggestions.current() == [("fact", "Kept?")]
        bot.library.note(KEY, json.dumps(kept | {"questions": [["fact", "Not read again?"]]}))
        assert await suggestions.current() == [("fact", "Kept?")]


@in_its_own_loop
async def test_they_are_made_anew_after_a_sync(bot: rag.Chatbot, tmp_path: Path) -> None:
    async with suggested(bot) as suggestions:
        assert await suggestions.current() == [QUESTION]
        salla = rag.Article("The mine in Salla opened.", title="Salla: a mine", id="salla")
        rag.index(salla, tmp_path)
        assert set(await suggestions.current()) == {
            QUESTION,
            ("open", "What is known about Salla?"),
        }
        kept = json.loads(bot.library.noted(KEY) or "")
        assert kept["generation"] == bot.library.generation


@in_its_own_loop
async def test_pages_that_wait_share_one_making(bot: rag.Chatbot) -> None:
    async with suggested(bot) as suggestions:
        pages = [suggestions.current() for _ in range(3)]
        assert await asyncio.gather(*pages) == [[QUESTION]] * 3


@in_its_own_loop
async def test_a_page_that_is_closed_takes_nothing_from_the_others(bot: rag.Chatbot) -> None:
    async with suggested(bot) as suggestions:
        closed = asyncio.create_task(suggestions.current())
        await asyncio.sleep(0)
        closed.cancel()
        assert await suggestions.current() == [QUESTION]


@in_its_own_loop
async def test_no_suggestion_is_made_of_titles_without_a_subject(tmp_path: Path) -> None:
    bot = plant_bot(tmp_path)
    async with suggested(bot) as suggestions:
        assert await suggestions.current() == []


@in_its_own_loop
async def test_an_app_without_an_index_has_none() -> None:
    def provider() -> rag.Chatbot:
        raise IndexMissing("run `rag index PATH` first")

    suggestions = Suggestions(provider)
    async with suggestions.while_serving(None):
        with pytest.raises(IndexMissing):
            await suggestions.current()
