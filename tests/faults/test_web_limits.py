"""Faults found by attack, by their numbers: what a web app did without a bound."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from time import thread_time
from typing import Any

import pytest

import rag
from rag.core.article import Article
from rag.core.conversation import KeptTurn
from rag.errors import IndexMissing
from rag.evaluation import feedback
from rag.evaluation.feedback import Quote, find_quote
from rag.library.catalog import FILE_NAME, Catalog
from rag.library.index.manifest import Manifest
from rag.library.library import Library
from rag.models.embedding import DEFAULT_MODEL
from rag.settings import Settings
from rag.ui.catalogue import catalogue
from rag.ui.handlers.judge_answer import MOST_QUOTED, Reply, judge_answer
from rag.ui.running import RunningQuestions
from tests.library.entries import entry, put
from tests.ui.handlers.plant import plant_bot
from tests.ui.loop import in_its_own_loop
from tests.ui.tree import turn

EN = catalogue("en")
NOT_JUDGED = EN("not_judged")
REPETITIVE = Article("na " * 60_000 + "end" + " " * 2 * MOST_QUOTED + "of it", id="song")
VERDICT: dict[str, Any] = {
    "question": "When did it open?",
    "standalone": "When did it open?",
    "answer": "In 2021.",
    "abstained": False,
    "confidence": 1,
    "history": [],
    "citations": [],
    "verdict": "wrong",
}


def unreachable() -> rag.Chatbot:
    raise IndexMissing("no index: run `rag index PATH` first")


@pytest.fixture
def bot(tmp_path: Path) -> rag.Chatbot:
    return plant_bot(tmp_path / "plant")


@pytest.fixture
def song(bot: rag.Chatbot, tmp_path: Path) -> Iterator[rag.Chatbot]:
    """A chatbot over a long article that repeats itself; it is never searched."""
    catalog = Catalog(tmp_path / FILE_NAME)
    put(catalog, 1, entry(REPETITIVE, (0, 2)))
    catalog.close()
    library = Library(tmp_path, Manifest(DEFAULT_MODEL, 200))
    yield rag.Chatbot(library, bot.searcher, Settings().answer)
    library.close()


def judge(bot: rag.Chatbot, **changes: object) -> Reply:
    return judge_answer(lambda: bot, VERDICT | changes, EN)


def test_f8_the_quotes_of_a_verdict_have_a_bound(song: rag.Chatbot) -> None:
    place = {"article": "song", "sha256": REPETITIVE.sha256, "start": 0, "rejected": True}
    for citations in (
        [place | {"end": MOST_QUOTED + 1}],
        [place | {"end": 1_000}] * 100,
        [place | {"end": 10**9}, place | {"end": -(10**9)}],
    ):
        assert judge(song, citations=citations) == Reply(False, NOT_JUDGED)
    assert judge(song, expected="end of it") == Reply(False, NOT_JUDGED)
    assert song.library.feedback() == []
    assert judge(song, citations=[place | {"end": MOST_QUOTED}]).saved


def test_f8_a_long_conversation_is_not_kept_and_the_reader_is_told(bot: rag.Chatbot) -> None:
    earlier = {"question": "Q?", "answer": "x" * 20_000}
    reply = judge(bot, history=[earlier] * 20)
    assert not reply.saved
    assert "longer than 200,000 characters: start a new conversation" in reply.message
    assert bot.library.feedback() == []


def test_f8_the_number_of_verdicts_has_a_bound_that_is_told(
    bot: rag.Chatbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feedback, "MOST_RECORDS", 2)
    assert [judge(bot).saved for _ in range(3)] == [True, True, False]
    assert "Not saved: 2 verdicts are kept, as many as can be" in judge(bot).message


def test_f8_the_size_of_all_verdicts_has_a_bound(bot: rag.Chatbot) -> None:
    bot.library.add_feedback("x" * feedback.MOST_KEPT)
    assert not judge(bot).saved


def test_f24_words_are_looked_up_in_linear_time(song: rag.Chatbot) -> None:
    begun = thread_time()
    assert find_quote("na " * 1_600 + "nowhere", song.library) is None
    assert find_quote("na " * 1_600 + "of", song.library) is None
    place = find_quote("na na\nend", song.library)
    assert thread_time() - begun < 1
    assert place == Quote("song", "na na end")


@in_its_own_loop
async def test_f16_a_stopped_question_that_waits_for_a_thread_is_not_begun() -> None:
    begun: list[str] = []
    busy = Event()

    def replies() -> Iterator[KeptTurn]:
        begun.append("Q?")
        yield turn()

    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(1) as pool, RunningQuestions().ask("a") as question:
        loop.set_default_executor(pool)
        pool.submit(busy.wait)
        loop.call_later(0.1, question.stop)
        shown = [one async for one in question.until_stopped(replies())]
        await asyncio.sleep(0)
        busy.set()
    assert (shown, begun) == ([], [])
