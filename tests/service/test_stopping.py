import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send

import rag
from rag.service import stopping
from rag.service.stopping import RefuseWhileStopping, Stopping
from rag.settings import Settings
from tests.service.visitor import visitor
from tests.ui.apps import made
from tests.ui.loop import run_apart


class Clock:
    """Shows a time that only the test moves on."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_it_is_over_when_nothing_is_under_way_or_the_time_is() -> None:
    clock = Clock()
    here = Stopping(5, clock)
    assert not here.over, "nobody asked for it"
    here.requests = 1
    here.begin()
    assert (here.begun, here.over) == (True, False)
    clock.now = 4
    here.begin()
    clock.now = 5
    assert here.over, "a second time does not begin anew"
    clock.now, here.requests = 1, 0
    assert here.over


def test_what_is_new_is_refused_with_when_to_try_again(bot: rag.Chatbot, state: object) -> None:
    app = made(lambda: bot, Settings(state_dir=state))
    with visitor(app) as client:
        assert client.get("/readyz").status_code == 200
        app.state.stopping.begin()
        ready = client.get("/readyz")
        assert (ready.status_code, ready.json()) == (503, {"status": "stopping"})
        assert client.get("/healthz").status_code == 200
        for refused in (
            client.get("/"),
            client.post("/v1/ask", json={"question": "When did the plant open?"}),
            client.post("/gradio_api/call/ask", json={"data": []}),
        ):
            assert refused.status_code == 503
            assert int(refused.headers["Retry-After"]) > 0
            assert "stopping" in refused.json()["detail"]
            assert "content-security-policy" in refused.headers
        assert client.post("/room/stop", json={"turn": "t"}).status_code != 503


def test_one_request_too_many_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stopping, "MOST_REQUESTS", 2)

    async def look() -> list[int]:
        go_on, here, statuses = asyncio.Event(), Stopping(1), []

        async def slow(scope: Scope, receive: Receive, send: Send) -> None:
            await go_on.wait()
            await send({"type": "http.response.start", "status": 200, "headers": []})

        async def ask(path: str) -> None:
            async def note(message: Message) -> None:
                if message["type"] == "http.response.start":
                    statuses.append(message["status"])

            scope = {"type": "http", "path": path, "method": "GET", "headers": []}
            await RefuseWhileStopping(slow, here)(scope, asyncio.Event().wait, note)

        first = [asyncio.create_task(ask("/")) for _ in range(2)]
        await asyncio.sleep(0)
        assert here.requests == 2
        await ask("/")
        health = asyncio.create_task(ask("/healthz"))
        go_on.set()
        await asyncio.gather(*first, health)
        assert here.requests == 0
        return statuses

    assert run_apart(look()) == [503, 200, 200, 200]
