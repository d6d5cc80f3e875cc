"""A sync under somebody's eyes: planned, run step by step, stopped, tried again."""

from pathlib import Path

import pytest

import rag
from rag.core.corpus import SyncEvent, SyncRow
from rag.errors import MassRemoval, SyncStopped
from rag.settings import CorpusSettings, Settings
from rag.syncing import SyncJob
from rag.wiring import open_library
from tests.sources.site import SETTINGS, Site, page


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(8):
        (folder / f"n{number}.md").write_text(f"The plant in town {number} opened.")
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    corpus = CorpusSettings(paths=(str(tmp_path / "nowhere"),))
    return Settings(state_dir=tmp_path / "state", corpus=corpus, web=SETTINGS)


@pytest.fixture
def job(folder: Path, settings: Settings) -> SyncJob:
    return SyncJob(paths=[folder], settings=settings)


def ids(settings: Settings) -> list[str]:
    library = open_library(settings=settings)
    try:
        return [info.id for info in library.articles()]
    finally:
        library.close()


def test_a_plan_tells_every_row_and_keeps_the_first(job: SyncJob, settings: Settings) -> None:
    rows: list[SyncRow] = []
    plan = job.plan(lambda event: rows.extend(event.rows), most=3)
    assert plan.counts == {"added": 8}
    assert [row.name for row in plan.first["added"]] == ["n0.md", "n1.md", "n2.md"]
    assert (len(rows), plan.articles, plan.asks, plan.empty) == (8, 0, False, False)
    assert rag.followed(settings=settings)[1:] == [], "nothing was changed"
    job.run()
    again = job.plan()
    assert (again.counts, again.articles, again.empty) == ({"unchanged": 8}, 8, True)


def test_each_step_is_told_with_the_files_that_are_done(job: SyncJob, folder: Path) -> None:
    (folder / "bad.md").write_bytes(b"\0")
    (folder / "photo.png").write_bytes(b"x")
    steps = list(job.events())
    assert [step.phase for step in steps] == ["reading"] * 9 + ["embedding", "indexing"]
    reading = [row for step in steps[:9] for row in step.rows]
    assert {row.state for row in reading} == {"added", "failed", "passed over"}
    (bad,) = (row for row in reading if row.state == "failed")
    assert (bad.name, bad.reason) == ("bad.md", "binary file: save it as text")
    for step, state in zip(steps[9:], ("embedded", "indexed"), strict=True):
        assert [(row.state, row.id) for row in step.rows] == [(state, f"n{n}") for n in range(8)]
        assert step.done == step.total == 8
    assert job.report
    assert len(job.report.added) == 8


@pytest.mark.parametrize("phase", ["reading", "embedding", "indexing"])
def test_a_run_that_is_stopped_changes_nothing_and_the_next_goes_on(
    job: SyncJob, settings: Settings, phase: str
) -> None:
    job.run()
    Path(settings.state_dir.parent / "articles" / "new.md").write_text("The plant in Hof opened.")

    def tell(event: SyncEvent) -> None:
        if event.phase == phase:
            job.stop()

    with pytest.raises(SyncStopped, match="nothing was changed: sync again to go on"):
        job.run(tell)
    assert job.report is None
    assert len(ids(settings)) == 8
    report = job.run()
    assert (report.added, report.embedded) == (("new",), 1 if phase == "reading" else 0)


def test_who_stops_listening_stops_the_run(job: SyncJob, settings: Settings) -> None:
    steps = job.events()
    assert next(steps).phase == "reading"
    steps.close()  # type: ignore[attr-defined]
    assert ids(settings) == [] or len(ids(settings)) == 8


def test_that_many_would_leave_is_planned_asked_and_allowed(
    job: SyncJob, folder: Path, settings: Settings
) -> None:
    job.run()
    for number in range(6):
        (folder / f"n{number}.md").unlink()
    plan = job.plan()
    assert (plan.asks, plan.counts) == (True, {"unchanged": 2, "removed": 6})
    with pytest.raises(MassRemoval) as error:
        job.run()
    assert (error.value.removed, error.value.articles) == (6, 8)
    with pytest.raises(MassRemoval):
        list(job.events())
    assert len(ids(settings)) == 8
    assert len(job.run(allow_removal=True).removed) == 6


def test_only_what_failed_is_tried_again(job: SyncJob, folder: Path, settings: Settings) -> None:
    (folder / "bad.md").write_bytes(b"\0")
    (folder / "worse.md").write_bytes(b"")
    assert [one.path for one in job.run().failed] == ["bad.md", "worse.md"]
    assert [one.path for one in job.run().failed] == ["bad.md", "worse.md"], "nothing is wedged"
    (folder / "bad.md").write_text("It is mended.")
    (folder / "n1.md").unlink()
    (folder / "new.md").write_text("It is new.")
    rows: list[SyncRow] = []
    report = job.retry(lambda event: rows.extend(event.rows))
    assert (report.added, [one.path for one in report.failed]) == (("bad",), ["worse.md"])
    assert report.removed == ()
    assert {row.name for row in rows} == {"bad.md", "worse.md"}
    assert [one.path for one in job.retry().failed] == ["worse.md"]
    (folder / "worse.md").unlink()
    assert job.retry().failed == ()
    assert job.run().removed == ("n1",)


def test_everything_that_is_followed_is_run_and_the_web_when_asked(
    job: SyncJob, settings: Settings, site: Site
) -> None:
    job.run()
    site.pages["/heide"] = page("Heide", "The plant in Heide opened in 2021.")
    report = rag.add([site.url("/heide"), site.url("/lost")], settings=settings)
    assert report.added == ("heide",)
    site.asked.clear()
    quiet = SyncJob(settings=settings)
    assert quiet.plan().counts == {"unchanged": 9}
    assert len(quiet.run().unchanged) == 9
    assert site.asked == []
    loud = SyncJob(web=True, settings=settings)
    assert [one.path for one in loud.run().failed] == [site.url("/lost")]
    site.pages["/lost"] = page("Lost", "It was found in 2026.")
    assert loud.retry().added == ("lost",)
