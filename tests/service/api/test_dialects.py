import pytest
from fastapi import APIRouter, FastAPI
from starlette.testclient import TestClient

from rag import errors
from rag.service.api.dialects import AnthropicRoute, OpenAIRoute, PlainRoute
from rag.service.people.needs import NotAllowed
from rag.service.turns import AnswerTooSlow, ServiceBusy


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (ServiceBusy(), 503),
        (errors.ModelUnavailable("missing"), 503),
        (errors.IndexMissing("no index"), 404),
        (errors.QuestionError("empty"), 422),
        (errors.IndexStale("other settings"), 409),
        (NotAllowed("no key", 401), 401),
        (NotAllowed("not yours", 403), 403),
        (AnswerTooSlow(1), 503),
    ],
)
def test_each_dialect_tells_the_reason_and_a_busy_server_when_to_come_back(
    error: errors.RagError, status: int
) -> None:
    def fail() -> None:
        raise error

    app = FastAPI()
    routes = {"plain": PlainRoute, "openai": OpenAIRoute, "claude": AnthropicRoute}
    for name, route in routes.items():
        router = APIRouter(prefix=f"/{name}", route_class=route)
        router.add_api_route("/", fail)
        app.include_router(router)
    client = TestClient(app)
    replies = [client.get(f"/{name}/") for name in ("plain", "openai", "claude")]
    assert {reply.status_code for reply in replies} == {status}
    plain, openai, claude = (reply.json() for reply in replies)
    assert plain["detail"] == openai["error"]["message"] == claude["error"]["message"] == str(error)
    assert ("Retry-After" in replies[0].headers) == (status == 503)
    assert ("WWW-Authenticate" in replies[0].headers) == (status == 401)
