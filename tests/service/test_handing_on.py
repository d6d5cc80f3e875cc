from pathlib import Path

from rag.settings import Settings
from tests.service.visitor import visitor
from tests.ui.apps import made
from tests.ui.handlers.plant import plant_bot


def test_the_formats_are_named_and_nothing_of_a_stranger_is_handed_out(tmp_path: Path) -> None:
    bot = plant_bot(tmp_path / "plant")
    with visitor(made(lambda: bot, Settings(state_dir=tmp_path / "state"))) as client:
        client.get("/")
        formats = client.get("/room/formats").json()["formats"]
        assert {"id": "docx", "label": "Word document with footnotes"} in formats
        assert client.get("/room/export/unknown/docx").status_code == 409
        sent = {"conversation": "unknown", "turn": "unknown", "quote": 0}
        assert client.post("/room/copy", json=sent).status_code == 409
        assert client.post("/room/clip", json=sent).status_code == 409
