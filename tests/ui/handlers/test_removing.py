"""Articles that are taken out on the page, and come back."""

from collections.abc import Callable
from pathlib import Path

import pytest

import rag
from rag.errors import CorpusError
from rag.settings import Settings
from rag.ui.catalogue import catalogue
from rag.ui.handlers.removing import FORGOTTEN, Removals, Removed, RemoveRequest, UndoRequest
from rag.ui.job_board import Step
from rag.ui.library_job import JobBusy, LibraryJob
from tests.sources.site import SETTINGS, Site, page
from tests.ui.folder import ended, followed_folder, ids

EN = catalogue("en")


class Reader:
    """Takes articles out of a library and brings them back, each time to the end of the sync."""

    def __init__(self, settings: Settings) -> None:
        self.settings, self.job = settings, LibraryJob()
        self.bot = rag.open(settings=settings)
        self.removals = Removals(lambda: self.bot.library, settings, self.job)

    def remove(self, *articles: str, forget: bool = False, sure: bool = False) -> Removed:
        wanted = RemoveRequest(articles=list(articles), forget=forget, sure=sure)
        done = self.removals.remove(wanted, EN)
        if not done.ask:
            assert ended(self.job).step is Step.DONE
        return done

    def undo(self, done: Removed) -> list[str]:
        self.removals.undo(UndoRequest(undo=done.undo), EN)
        assert ended(self.job).step is Step.DONE
        return ids(self.settings)


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., tuple[Path, Reader]]:
    def make(count: int = 3, files: dict[str, str] | None = None) -> tuple[Path, Reader]:
        folder, settings = followed_folder(tmp_path, count)
        settings = settings.model_copy(update={"web": SETTINGS})
        for name, text in (files or {}).items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text)
        rag.index(folder, settings=settings)
        return folder, Reader(settings)

    return make


def test_an_excluded_file_stays_and_is_passed_over_until_that_is_undone(
    made: Callable[..., tuple[Path, Reader]],
) -> None:
    folder, reader = made()
    done = reader.remove("heide")
    assert done.said.startswith("1 article excluded")
    assert (folder / "heide.md").exists()
    rag.sync(web=False, settings=reader.settings)
    assert ids(reader.settings) == ["herne", "hof"]
    assert reader.undo(done) == ["heide", "herne", "hof"]
    assert not (folder / ".footnoteignore").exists()
    with pytest.raises(CorpusError, match="can't be undone"):
        reader.removals.undo(UndoRequest(undo=done.undo), EN)


def test_a_forgotten_file_goes_only_where_it_was_dropped_here(
    made: Callable[..., tuple[Path, Reader]],
) -> None:
    folder, reader = made(2, {"added/hof.md": "The plant in Hof opened."})
    done = reader.remove("heide", "hof", forget=True)
    assert done.said.startswith("2 articles forgotten")
    assert (folder / "heide.md").exists()
    assert not (folder / "added" / "hof.md").exists()
    assert ids(reader.settings) == ["herne"]
    assert reader.undo(done) == ["heide", "herne", "hof"]
    assert (folder / "added" / "hof.md").read_text() == "The plant in Hof opened."


def test_what_an_earlier_run_forgot_is_gone_for_good(
    made: Callable[..., tuple[Path, Reader]],
) -> None:
    _, reader = made(1, {"added/hof.md": "The plant in Hof opened."})
    reader.remove("hof", forget=True)
    trash = reader.settings.state_dir / FORGOTTEN
    assert [path.name for path in trash.glob("*/*")] == ["hof.md"]
    Reader(reader.settings)
    assert not trash.exists()


def test_pages_and_what_was_made_in_memory_come_back_too(
    made: Callable[..., tuple[Path, Reader]], site: Site
) -> None:
    _, reader = made(1)
    site.pages["/a"] = page("Hof", "The plant in Hof opened in 2021.")
    rag.add(site.url("/a"), settings=reader.settings)
    rag.index(rag.Article("Cells are made in Husum.", id="husum"), settings=reader.settings)
    web = next(name for name in ids(reader.settings) if name not in ("heide", "husum"))
    done = reader.remove("husum", web, forget=True)
    assert ids(reader.settings) == ["heide"]
    rag.sync(settings=reader.settings)
    assert ids(reader.settings) == ["heide"]
    assert reader.undo(done) == sorted(["heide", "husum", web])


def test_the_reader_is_asked_before_others_leave_too(
    made: Callable[..., tuple[Path, Reader]],
) -> None:
    lines = '{"id": "one", "text": "One plant."}\n{"id": "two", "text": "Two plants."}\n'
    _, reader = made(1, {"two.jsonl": lines})
    first = next(name for name in ids(reader.settings) if name != "heide")
    asked = reader.remove(first)
    assert asked == Removed(ask="1 other article comes from the same file and leaves too.")
    assert len(ids(reader.settings)) == 3
    reader.remove(first, sure=True)
    assert ids(reader.settings) == ["heide"]


def test_the_reader_is_asked_before_most_leave_and_then_they_do(
    made: Callable[..., tuple[Path, Reader]],
) -> None:
    _, reader = made(7)
    most = ids(reader.settings)[:6]
    assert reader.remove(*most).ask == "6 of 7 articles leave the library."
    reader.remove(*most, sure=True)
    assert len(ids(reader.settings)) == 1


def test_what_cannot_be_kept_out_is_refused_and_nothing_is_changed(
    made: Callable[..., tuple[Path, Reader]],
) -> None:
    folder, reader = made()
    with pytest.raises(CorpusError, match="no longer in the library"):
        reader.remove("nobody")
    paths = (str(folder / "heide.md"), str(folder))
    corpus = reader.settings.corpus.model_copy(update={"paths": paths})
    named = Reader(reader.settings.model_copy(update={"corpus": corpus}))
    with pytest.raises(CorpusError, match=r"corpus\.paths"):
        named.remove("heide")
    assert not (folder / ".footnoteignore").exists()


def test_while_a_sync_runs_nothing_is_taken_out(
    made: Callable[..., tuple[Path, Reader]], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, reader = made(2, {"added/hof.md": "The plant in Hof opened."})
    done = reader.remove("herne")

    def busy(errand: object) -> None:
        raise JobBusy

    monkeypatch.setattr(reader.job, "start", busy)
    with pytest.raises(JobBusy):
        reader.remove("heide", "hof", forget=True)
    assert (folder / "added" / "hof.md").exists()
    assert "heide" not in (folder / ".footnoteignore").read_text()
    monkeypatch.setattr(LibraryJob, "running", True)
    with pytest.raises(JobBusy):
        reader.removals.undo(UndoRequest(undo=done.undo), EN)
