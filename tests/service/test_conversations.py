from pathlib import Path

from rag.settings import Settings
from tests.service.visitor import visitor
from tests.ui.apps import made
from tests.ui.handlers.plant import plant_bot


def test_a_conversation_that_is_not_kept_is_told_so(tmp_path: Path) -> None:
    bot = plant_bot(tmp_path / "plant")
    with visitor(made(lambda: bot, Settings(state_dir=tmp_path / "state"))) as client:
        client.get("/")
        assert client.get("/room/c/unknown").status_code == 409
        for route, sent in {
            "rename": {"id": "unknown", "title": "New"},
            "delete": {"id": "unknown"},
            "restore": {"id": "unknown"},
            "branch": {"conversation": "unknown", "turn": "unknown", "step": 1},
        }.items():
            assert client.post(f"/room/{route}", json=sent).status_code == 409
        assert "kept here" in client.get("/room/talks").json()["html"]
