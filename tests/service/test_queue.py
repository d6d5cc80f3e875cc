"""The queue of questions: behind the page, bounded, and gone when the app ends."""

from pathlib import Path

import gradio as gr
import httpx
import pytest
from starlette.routing import Mount

from rag.library.library import Library
from rag.service import queue as queue_module
from rag.service.queue import MOST_WAITING, Asked, QuestionQueue, queue_app
from rag.service.room import Room
from rag.ui.handlers.suggest import Suggestions
from rag.ui.library_job import LibraryJob
from rag.ui.listeners import Listeners
from rag.ui.session import kept_once
from tests.ui.handlers.plant import plant_bot
from tests.ui.loop import in_its_own_loop


@pytest.fixture
def room(tmp_path: Path) -> Room:
    bot = plant_bot(tmp_path)

    def library() -> Library:
        return bot.library

    return Room(
        lambda: bot,
        library,
        Suggestions(lambda: bot),
        kept_once(library, False),
        LibraryJob(),
        "",
        Listeners(),
    )


@in_its_own_loop
async def test_what_comes_before_gradio_is_imported_waits_for_it(room: Room) -> None:
    queue = QuestionQueue(room.asked)
    async with (
        queue.while_serving(),
        httpx.AsyncClient(transport=httpx.ASGITransport(queue), base_url="http://queue") as client,
    ):
        reply = await client.get("/gradio_api/startup-events")
    assert reply.status_code == 200


@in_its_own_loop
async def test_an_app_that_does_not_serve_has_no_queue(room: Room) -> None:
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(QuestionQueue(room.asked))
    ) as client:
        with pytest.raises(RuntimeError, match="start the app"):
            await client.get("http://queue/gradio_api/startup-events")


@in_its_own_loop
async def test_what_keeps_the_queue_from_being_made_is_told(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(asked: Asked) -> gr.Blocks:
        raise OSError("no space")

    monkeypatch.setattr(queue_module, "questions_api", broken)
    queue = QuestionQueue(room.asked)
    client = httpx.AsyncClient(transport=httpx.ASGITransport(queue), base_url="http://queue")
    with pytest.raises(OSError, match="no space"):
        async with queue.while_serving(), client:
            await client.get("/gradio_api/startup-events")


@in_its_own_loop
async def test_f16_the_conversations_that_are_kept_have_a_bound(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = 20
    monkeypatch.setattr("rag.service.queue.MOST_SESSIONS", most)
    (pages,) = [route.app for route in queue_app(room.asked).routes if isinstance(route, Mount)]
    assert isinstance(pages, gr.routes.App)
    for number in range(most + 10):
        assert pages.state_holder[str(number)]
    assert len(pages.state_holder.session_data) == most


@in_its_own_loop
async def test_f16_the_queue_has_a_bound(room: Room) -> None:
    app = queue_app(room.asked)  # it does not serve, so that nothing leaves the queue
    body = {"data": [{"question": "Q?"}]}
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://queue"
    ) as client:
        joined = [
            await client.post("/gradio_api/call/ask", json=body) for _ in range(MOST_WAITING + 1)
        ]
    assert [reply.status_code for reply in joined] == [200] * MOST_WAITING + [503]
    assert "Queue is full" in joined[-1].text
