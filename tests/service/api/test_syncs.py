from pathlib import Path

import httpx

import rag
from rag.settings import Settings
from tests.service.api.streamed import events
from tests.ui.apps import serving


def test_a_sync_is_begun_and_watched(tmp_path: Path) -> None:
    folder, state = tmp_path / "news", tmp_path / "state"
    folder.mkdir()
    (folder / "heide.md").write_text("The plant in Heide opened in May 2021.")
    settings = Settings(state_dir=state, corpus={"paths": [str(folder)]})
    rag.index(folder, state, settings=settings)
    (folder / "salla.md").write_text("The mine in Salla closed in June 2022.")
    bot = rag.open(settings=settings)
    with (
        serving(lambda: bot, settings) as url,
        httpx.Client(base_url=f"{url}/v1", timeout=60) as http,
    ):
        assert http.get("/sync").json()["step"] == "idle"
        assert [one["name"] for one in http.get("/sources").json()] == [str(folder)]
        assert http.post("/sync", json={"web": True, "path": "x"}).status_code == 403
        begun = http.post("/sync", json={})
        assert begun.status_code == 202
        told = events(http, "/sync/events")
        assert {name for name, _ in told} == {"sync"}
        assert told[-1][1]["step"] == "done"
        assert told[-1][1]["report"]["added"] == ["salla"]
        ids = [one["article_id"] for one in http.get("/articles").json()["articles"]]
        assert ids == ["heide", "salla"]
        assert http.post("/sync/confirm").json()["step"] == "done"
        assert http.post("/sync/stop").status_code == 200
