"""What the page can have done, done."""

from pathlib import Path

import pytest

from rag.core.corpus import SyncEvent, SyncReport
from rag.errors import FetchError
from rag.library.records import no_tell
from rag.sections import CorpusSettings
from rag.ui import errands
from tests.sources.site import SETTINGS, Site, page
from tests.ui.folder import followed_folder, ids


def test_files_are_planned_and_read_in(tmp_path: Path) -> None:
    _, settings = followed_folder(tmp_path)
    errand = errands.of_files(settings, ["x"])
    assert errand.plan
    assert errand.plan(no_tell).counts == {"added": 2}
    events: list[SyncEvent] = []
    assert errand.run(False, events.append).added == ("heide", "herne")
    assert {event.phase for event in events} == {"reading", "embedding", "indexing"}
    assert errand.leaving == {"x"}
    assert ids(settings) == ["heide", "herne"]


def test_a_path_is_read_in_and_followed(tmp_path: Path) -> None:
    folder, settings = followed_folder(tmp_path)
    empty = tmp_path / "empty"
    empty.mkdir()
    settings = settings.model_copy(update={"corpus": CorpusSettings(paths=(str(empty),))})
    assert errands.of_path(settings, str(folder)).run(False, no_tell).added == ("heide", "herne")
    (folder / "hof.md").write_text("The plant in Hof opened.")
    assert errands.of_files(settings).run(False, no_tell).added == ("hof",)


def test_an_address_is_fetched_and_looked_at_again(tmp_path: Path, site: Site) -> None:
    _, settings = followed_folder(tmp_path, 1)
    settings = settings.model_copy(update={"web": SETTINGS})
    site.pages["/a"] = page("Hof", "The plant in Hof opened in 2021. It makes cells.")
    phases: list[str] = []
    report = errands.of_address(settings, site.url("/a"), "page", 10).run(
        False, lambda event: phases.append(event.phase)
    )
    assert len(report.added) == 1
    assert phases[0] == "fetching"
    assert errands.of_web(settings).run(False, no_tell).added == ("heide",)
    with pytest.raises(FetchError):
        errands.of_address(settings, "no address", "page", 10).run(False, no_tell)


def test_what_failed_is_tried_again(tmp_path: Path) -> None:
    folder, settings = followed_folder(tmp_path, 1)
    (folder / "bad.md").write_bytes(b"")
    (folder / "worse.md").write_bytes(b"")
    report = errands.of_files(settings).run(False, no_tell)
    assert [one.path for one in report.failed] == ["bad.md", "worse.md"]
    again = errands.of_retry(settings, report, "bad.md").run(False, no_tell)
    assert [one.path for one in again.failed] == ["bad.md"]
    for name in ("bad.md", "worse.md"):
        (folder / name).write_text(f"It is mended: {name}.")
    assert len(errands.of_retry(settings, report).run(False, no_tell).added) == 2
    assert errands.of_retry(settings, None).run(False, no_tell) != SyncReport()


def test_something_is_done_before_it(tmp_path: Path) -> None:
    folder, settings = followed_folder(tmp_path, 1)
    errand = errands.first(
        errands.of_files(settings), lambda: (folder / "hof.md").write_text("Hof.") and None
    )
    assert errand.plan
    assert errand.plan(no_tell).counts == {"added": 1}
    assert errand.run(False, no_tell).added == ("heide", "hof")
