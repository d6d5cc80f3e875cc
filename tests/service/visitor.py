"""Asks the app as a browser does that has loaded its page."""

from typing import Any

import httpx
from fastapi import FastAPI
from starlette.testclient import TestClient

HOST = "127.0.0.1:7860"
ORIGIN = {"Origin": f"http://{HOST}", "Sec-Fetch-Site": "same-origin"}


def visitor(app: FastAPI) -> TestClient:
    """Return a client with the page's cookie; errors of the app become replies."""
    client = TestClient(
        app, base_url=f"http://{HOST}", headers=ORIGIN, raise_server_exceptions=False
    )
    assert client.get("/theme.css").status_code == 200
    return client


def handler(client: httpx.Client, target: str) -> int:
    """Return the number of the handler of an event on the page."""
    config: dict[str, Any] = client.get("/config").json()
    numbers: list[int] = [
        handler["id"]
        for handler in config["dependencies"]
        if any(event == target for _, event in handler["targets"])
    ]
    return numbers[0]
