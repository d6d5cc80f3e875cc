"""The description of the routes is true: requests made from it are answered as it says."""

import httpx
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import positive_data_acceptance

CHANGES = ["/v1/sync", "/v1/sync/confirm", "/v1/sync/stop"]
"""What begins or ends a sync is asked in test_rest.py."""


def test_what_is_described_is_what_is_served(url: str) -> None:
    warm(url)
    schema = schemathesis.openapi.from_dict(httpx.get(f"{url}/v1/openapi.json", timeout=60).json())
    schema.config.update(base_url=url)
    asked = []
    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.path not in CHANGES:
            asked.append(operation.path)
            check(operation)
    assert len(set(asked)) == 25


def warm(url: str) -> None:
    """Have done in the app what imports modules in threads: Hypothesis looks through modules."""
    with httpx.Client(base_url=url, headers={"Origin": url}, timeout=60) as page:
        page.get("/").raise_for_status()
        page.post("/gradio_api/call/ask", json={"data": [{}]}).raise_for_status()
    httpx.post(f"{url}/v1/evals", json={"made": 1}, timeout=60).raise_for_status()
    httpx.get(f"{url}/v1/evals/events", timeout=60).raise_for_status()


def check(operation: APIOperation) -> None:
    """Send what an operation is described to take, and compare what it gives.

    That a question has a word in it is more than a schema can say.
    """

    @settings(
        max_examples=4,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def ask(case: Case) -> None:
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    ask()


def test_the_description_has_every_route_with_what_it_takes_and_gives(url: str) -> None:
    described = httpx.get(f"{url}/v1/openapi.json", timeout=60).json()
    assert set(described["paths"]) == {
        "/v1/libraries", "/v1/articles", "/v1/articles/{article_id}", "/v1/search", "/v1/ask",
        "/v1/feedback", "/v1/evals", "/v1/evals/job", "/v1/evals/events", "/v1/evals/stop",
        "/v1/evals/{run}", "/v1/reports/absent", "/v1/reports/absent/again", "/v1/reports/check",
        "/v1/recheck", "/v1/check", "/v1/quote", "/v1/sources", "/v1/sync", "/v1/sync/events",
        "/v1/sync/confirm", "/v1/sync/stop", "/v1/models", "/v1/models/{model}",
        "/v1/chat/completions",
        "/v1/responses", "/v1/embeddings", "/v1/messages",
    }  # fmt: skip
    for methods in described["paths"].values():
        for route in methods.values():
            assert route["description"]


def test_every_body_is_described_with_an_example_that_is_taken(url: str) -> None:
    described = httpx.get(f"{url}/v1/openapi.json", timeout=60).json()
    schemas = described["components"]["schemas"]
    bare = {"/v1/recheck", "/v1/reports/absent/again"}
    """They take what another route gave."""
    for path, methods in described["paths"].items():
        for route in methods.values():
            if path in bare or "requestBody" not in route:
                continue
            (body,) = route["requestBody"]["content"].values()
            shown = schemas[body["schema"]["$ref"].rpartition("/")[2]]
            assert shown["examples"], path
            for example in shown["examples"]:
                assert set(example) <= set(shown["properties"]), path
                assert set(shown.get("required", ())) <= set(example), path


def test_the_description_is_made_once(url: str) -> None:
    with httpx.Client(timeout=60) as http:
        first, second = (http.get(f"{url}/v1/openapi.json") for _ in range(2))
    assert first.content == second.content
    assert first.headers["content-type"] == "application/json"
