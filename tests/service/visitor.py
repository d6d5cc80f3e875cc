"""Asks the app as a browser does that has loaded its page."""

from fastapi import FastAPI
from starlette.testclient import TestClient

HOST = "127.0.0.1:7860"
ORIGIN = {"Origin": f"http://{HOST}", "Sec-Fetch-Site": "same-origin"}


def visitor(app: FastAPI) -> TestClient:
    """Return a client with the page's token, no reader yet; errors of the app become replies."""
    client = TestClient(
        app, base_url=f"http://{HOST}", headers=ORIGIN, raise_server_exceptions=False
    )
    assert client.get("/room/tokens.css").status_code == 200
    return client
