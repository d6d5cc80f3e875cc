import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from rag.service.readers import name_of
from rag.service.replies import ReplyStreams
from rag.ui.listeners import Listeners

ASK = "/gradio_api/call/ask"


async def asked(request: Request) -> JSONResponse:
    """Answer as Gradio's queue does, or refuse as it does."""
    if request.query_params:
        return JSONResponse(["refused"], 422)
    return JSONResponse({"event_id": "abc"})


async def heard(request: Request) -> JSONResponse:
    """Answer with the words."""
    return JSONResponse("words")


@pytest.fixture
def app() -> ReplyStreams:
    routes = [Route(ASK, asked, methods=["POST"]), Route(f"{ASK}/{{name}}", heard)]
    return ReplyStreams(Starlette(routes=routes), Listeners())


def reader(app: ReplyStreams, secret: str) -> TestClient:
    client = TestClient(app, base_url="http://127.0.0.1:7860")
    client.cookies.set(name_of(7860), secret * 43)
    return client


def test_replies_are_heard_by_who_asked_and_by_nobody_else(app: ReplyStreams) -> None:
    ada, bob, nobody = reader(app, "a"), reader(app, "b"), reader(app, "")
    assert ada.get(f"{ASK}/abc").status_code == 404, "nobody asked yet"
    ada.post(ASK)
    assert ada.get(f"{ASK}/abc").json() == "words"
    for other in (bob, nobody):
        reply = other.get(f"{ASK}/abc")
        assert reply.status_code == 404
        assert "words" not in reply.text


def test_what_was_refused_is_nobodys(app: ReplyStreams) -> None:
    ada = reader(app, "a")
    assert ada.post(f"{ASK}?refuse=1").status_code == 422
    assert ada.get(f"{ASK}/abc").status_code == 404
