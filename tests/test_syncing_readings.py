"""What a plan has parsed, the run after it does not parse again."""

from pathlib import Path

import pytest

from rag.settings import Settings
from rag.sources.about import Reading
from rag.sources.files import FileRead
from rag.sources.reading import read_articles
from rag.syncing import SyncJob
from rag.wiring import open_library


def test_a_run_parses_nothing_that_its_plan_has_parsed_and_sees_what_changed_since(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, settings = tmp_path / "articles", Settings(state_dir=tmp_path / "state")
    folder.mkdir()
    for number in range(8):
        (folder / f"n{number}.md").write_text(f"The plant in town {number} opened.")
    job = SyncJob(paths=[folder], settings=settings)
    parsed: list[str] = []

    def parse(file: FileRead) -> Reading:
        parsed.append(file.name)
        return read_articles(file.data, file.name)

    monkeypatch.setattr(FileRead, "parse", parse)
    assert job.plan().counts == {"added": 8}
    assert len(parsed) == 8
    (folder / "n3.md").write_text("The plant in town 3 closed.")
    (folder / "n4.md").unlink()
    report = job.run()
    assert (len(report.added), parsed[8:]) == (7, ["n3.md"])
    library = open_library(settings=settings)
    assert {
        one.id: one.text.split()[-1].strip(".") for one in library.texts() if one.id in ("n3", "n5")
    } == {"n3": "closed", "n5": "opened"}
    library.close()
    (folder / "n5.md").write_text("The plant in town 5 closed.")
    job.run()
    assert parsed[9:] == ["n5.md"], "what a run has used is let go"
