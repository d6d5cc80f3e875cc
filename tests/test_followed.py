"""What a library follows: indexed by hand, added from the web, listed, dropped, synced."""

import shutil
from pathlib import Path

import pytest

import rag
from rag.errors import CorpusError, MassRemoval
from rag.settings import CorpusSettings, Settings
from rag.sources.kept import FOLDER, PageStore
from rag.wiring_web import followed_paths
from tests.sources.following import feed
from tests.sources.site import SETTINGS, Site, page

HEIDE = page("Heide", "The plant in Heide opened in 2021.")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    corpus = CorpusSettings(paths=(str(tmp_path / "corpus"),))
    return Settings(state_dir=tmp_path / "state", corpus=corpus, web=SETTINGS)


def folder(tmp_path: Path, name: str, *towns: str) -> Path:
    folder = tmp_path / name
    folder.mkdir()
    for town in towns:
        (folder / f"{town}.md").write_text(f"The plant in {town} opened.")
    return folder


def names(settings: Settings) -> list[str]:
    return [Path(one.name).name for one in rag.followed(settings=settings)]


def test_a_folder_that_was_indexed_is_synced_until_it_is_forgotten(
    tmp_path: Path, settings: Settings
) -> None:
    assert names(settings) == ["corpus"]
    assert not settings.state_dir.exists()
    one, two = folder(tmp_path, "one", "hof"), folder(tmp_path, "two", "herne")
    rag.index([one, rag.Article("A note.", id="note")], settings=settings)
    rag.index(two, dry_run=True, settings=settings)
    assert names(settings) == ["corpus", "one"], "a dry run remembers nothing"
    rag.index(two, settings=settings)
    (one / "hanau.md").write_text("The plant in Hanau opened.")
    (two / "herne.md").write_text("The plant in Herne closed.")
    planned = rag.sync(dry_run=True, settings=settings)
    report = rag.sync(settings=settings)
    assert (report.added, report.changed) == (planned.added, planned.changed)
    assert (report.added, report.changed) == (("hanau",), ("herne",))
    assert rag.forget(one, settings=settings).removed == ("hanau", "hof")
    assert followed_paths(settings) == [str(tmp_path / "corpus"), str(two)]
    assert rag.sync(settings=settings).added == ()
    assert (one / "hof.md").exists()


def test_a_folder_of_the_settings_is_not_remembered(tmp_path: Path, settings: Settings) -> None:
    corpus = folder(tmp_path, "corpus", "hof")
    rag.index(corpus, settings=settings)
    (info,) = rag.followed(settings=settings)
    assert (info.origin, info.articles) == ("settings", 1)


def test_a_folder_that_is_not_there_keeps_its_articles_and_is_forgotten_when_asked(
    tmp_path: Path, settings: Settings
) -> None:
    one, two = folder(tmp_path, "one", "hof"), folder(tmp_path, "two", "herne", "hanau")
    rag.index([one, two], settings=settings)
    two.rename(tmp_path / "away")
    (one / "heide.md").write_text("The plant in Heide opened.")
    report = rag.sync(settings=settings)
    assert (report.added, report.removed) == (("heide",), ())
    (warning,) = report.warned
    assert "its articles stay until it is back" in warning.reason
    (tmp_path / "away").rename(two)
    (two / "hanau.md").unlink()
    assert rag.sync(settings=settings).removed == ("hanau",)
    shutil.rmtree(two)
    assert rag.forget(two, settings=settings).removed == ("herne",)
    assert names(settings) == ["corpus", "one"]
    assert rag.sync(settings=settings).warned == ()


def test_a_folder_that_was_renamed_is_followed_under_its_new_name(
    tmp_path: Path, settings: Settings
) -> None:
    one = folder(tmp_path, "one", "hof", "herne")
    rag.index(one, settings=settings)
    one.rename(tmp_path / "two")
    (tmp_path / "two" / "hof.md").write_text("The plant in Hof closed.")
    report = rag.index(tmp_path / "two", settings=settings)
    assert (report.moved, len(report.added), report.removed) == (("herne",), 1, ("hof",))
    rag.sync(settings=settings)
    assert names(settings) == ["corpus", "two"]


def test_an_empty_folder_and_a_path_that_is_no_article_are_dropped(
    tmp_path: Path, settings: Settings
) -> None:
    one = folder(tmp_path, "one", "hof")
    rag.index(one, settings=settings)
    (one / "hof.md").unlink()
    assert rag.sync(settings=settings).removed == ("hof",)
    assert rag.forget(one, settings=settings).removed == ()
    with pytest.raises(CorpusError, match="no article"):
        rag.forget(one, settings=settings)


def test_nothing_to_follow_is_an_error_that_names_the_folder(settings: Settings) -> None:
    with pytest.raises(CorpusError, match=r"no such file or folder: .*corpus; check the path"):
        rag.sync(settings=settings)


def test_a_sync_asks_before_most_articles_leave(tmp_path: Path, settings: Settings) -> None:
    one = folder(tmp_path, "one", *(f"town-{number}" for number in range(8)))
    rag.index(one, settings=settings)
    for path in sorted(one.iterdir())[:6]:
        path.unlink()
    with pytest.raises(MassRemoval):
        rag.sync(settings=settings)
    assert len(rag.sync(allow_removal=True, settings=settings).removed) == 6


@pytest.mark.parametrize("lost", ["index.json", FOLDER])
def test_pages_whose_list_was_deleted_stay_and_are_followed_again(
    site: Site, settings: Settings, lost: str
) -> None:
    site.pages |= {"/heide": HEIDE, "/feed": feed("/hof", "/out"), "/hof": page("Hof", "Hof.")}
    site.pages["/out"] = page("Out", "It is out.")
    rag.add(site.url("/heide"), settings=settings)
    rag.add(site.url("/feed"), kind="feed", limit=7, settings=settings)
    rag.forget(site.url("/out"), settings=settings)
    before = rag.followed(settings=settings)
    kept = settings.state_dir / FOLDER
    shutil.rmtree(kept) if lost == FOLDER else (kept / lost).unlink()
    report = rag.sync(web=False, settings=settings)
    assert (report.removed, report.failed, set(report.unchanged)) == ((), (), {"heide", "hof"})
    after = rag.followed(settings=settings)
    assert [(one.name, one.kind, one.limit) for one in after] == [
        (one.name, one.kind, one.limit) for one in before
    ]
    site.pages["/heide"] = page("Heide", "The plant in Heide closed.")
    report = rag.sync(settings=settings)
    assert (report.changed, report.added, report.removed) == (("heide",), (), ())
    assert PageStore(settings.state_dir).pages[site.url("/out")].left == "forgotten"
    (kept / "index.json").unlink()
    assert rag.forget(site.url("/heide"), settings=settings).removed == ("heide",)
    assert rag.sync(settings=settings).added == (), "it stays forgotten"
