from starlette.testclient import TestClient

from rag.ui.pages.room import ASSETS


def test_every_file_of_the_page_is_served_and_no_other(client: TestClient) -> None:
    for name, kind in ASSETS.items():
        reply = client.get(f"/room/{name}")
        assert reply.status_code == 200
        assert reply.headers["content-type"].startswith(kind)
        assert reply.headers["cache-control"]
    for name in ("en.toml", "texts/en.toml", "..%2froom.py", "benchmarks.css", "x.js"):
        assert client.get(f"/room/{name}").status_code == 404
