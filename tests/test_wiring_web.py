"""From a page on a server to an answer, and what becomes of it later."""

import shutil
from pathlib import Path

import pytest

import rag
from rag.errors import CorpusError, FetchError, IndexLocked
from rag.library.lock import writer_lock
from rag.settings import CorpusSettings, Settings
from rag.wiring import open_library
from tests.sources.following import feed
from tests.sources.site import SETTINGS, Reply, Site, moved, page

HEIDE = page("Heide\nurl: https://elsewhere.example/", "The plant in Heide opened in 2021.")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings whose folder of articles is there and holds one."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "herne.md").write_text("The plant in Herne opened in 2024.")
    corpus = CorpusSettings(paths=(str(folder), str(tmp_path / "nowhere")))
    return Settings(state_dir=tmp_path / "state", corpus=corpus, web=SETTINGS)


def test_a_page_is_fetched_and_answered_from_with_its_address(
    site: Site, settings: Settings
) -> None:
    site.pages["/heide"] = HEIDE
    report = rag.add(site.url("/heide"), settings=settings)
    assert (report.added, report.failed) == (("heide",), ())
    answer = rag.open(settings=settings).ask("When did the plant in Heide open?")
    (citation, *_) = answer.citations
    assert citation.quote == "The plant in Heide opened in 2021."
    assert citation.article.url == site.url("/heide"), "not what the page says of itself"
    assert citation.article.outlet == "localhost"


def test_a_page_of_html_is_read_without_what_stands_around_it(
    site: Site, settings: Settings
) -> None:
    words = "The plant in Heide opened in 2021. It makes cells for cars and employs many people."
    html = (
        "<html><head><title>Heide</title><meta property='og:site_name' content='The Paper'>"
        "<link rel='canonical' href='https://elsewhere.example/'></head><body><nav>Menu</nav>"
        f"<article><h1>A plant in Heide</h1><p>{words}</p><p>{words}</p></article></body></html>"
    )
    site.pages["/heide"] = Reply(html.encode(), headers={"Content-Type": "text/html"})
    (name,) = rag.add(site.url("/heide"), settings=settings).added
    library = open_library(settings=settings)
    article = library.article(name)
    assert article
    assert (article.url, article.outlet) == (site.url("/heide"), "The Paper")
    assert "Menu" not in article.text
    assert words in article.text
    library.close()


def test_a_feed_that_is_added_as_a_page_is_its_articles(site: Site, settings: Settings) -> None:
    item = "<item><guid>g{0}</guid><title>N {0}</title><description>Plant {0} opened.</description>"
    items = "".join(item.format(n) + "</item>" for n in (1, 2))
    rss = f"<rss><channel><title>The Paper</title>{items}</channel></rss>"
    site.pages["/feed"] = Reply(rss.encode(), headers={"Content-Type": "application/rss+xml"})
    assert len(rag.add(site.url("/feed"), settings=settings).added) == 2
    assert len(rag.sync(settings=settings).unchanged) == 2
    assert len(rag.forget(site.url("/feed"), settings=settings).removed) == 2


def test_a_sync_brings_the_web_and_the_folders_up_to_date(site: Site, settings: Settings) -> None:
    site.pages |= {"/feed": feed("/heide"), "/heide": HEIDE}
    rag.add([site.url("/feed")], kind="feed", settings=settings)
    site.pages |= {"/feed": feed("/hof", "/heide"), "/hof": page("Hof", "It opened in 2025.")}
    steps: list[tuple[int, int, str]] = []
    report = rag.sync(progress=lambda *step: steps.append(step), settings=settings)
    assert (set(report.added), report.unchanged) == ({"herne", "hof"}, ("heide",))
    assert steps[:2] == [(1, 2, "fetching"), (2, 2, "fetching")]
    assert {phase for *_, phase in steps} == {"fetching", "reading", "embedding", "indexing"}
    assert rag.sync(settings=settings).added == ()


def test_what_could_not_be_fetched_is_in_the_report(site: Site, settings: Settings) -> None:
    site.pages["/heide"] = HEIDE
    report = rag.add([site.url("/heide"), site.url("/lost")], settings=settings)
    assert report.added == ("heide",)
    assert [(f.path, f.reason) for f in report.failed] == [
        (site.url("/lost"), "not found: check the address")
    ]
    site.pages["/lost"] = page("Lost", "It was found in 2026.")
    assert rag.sync(settings=settings).added[-1] == "lost"


def test_a_page_that_moved_has_its_new_address(site: Site, settings: Settings) -> None:
    site.pages["/heide"] = HEIDE
    rag.add(site.url("/heide"), settings=settings)
    site.pages |= {"/heide": moved("/2026/heide"), "/2026/heide": HEIDE}
    assert rag.sync(settings=settings).moved == ("heide",)
    library = open_library(settings=settings)
    article = library.article("heide")
    assert article
    assert article.url == site.url("/2026/heide")
    library.close()


def test_an_index_is_rebuilt_and_made_anew_without_the_network(
    site: Site, settings: Settings
) -> None:
    site.pages["/heide"] = HEIDE
    rag.add(site.url("/heide"), settings=settings)
    site.pages.clear()
    site.asked.clear()
    assert rag.index((), rebuild=True, settings=settings).unchanged == ("heide",)
    for path in settings.state_dir.iterdir():
        if path.name != "fetched":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    folder = settings.corpus.paths[0]
    assert set(rag.index(folder, settings=settings).added) == {"heide", "herne"}
    assert site.asked == []


def test_a_page_that_is_forgotten_stays_away(site: Site, settings: Settings) -> None:
    site.pages |= {"/feed": feed("/heide"), "/heide": HEIDE}
    rag.add(site.url("/feed"), kind="feed", settings=settings)
    assert rag.forget(site.url("/heide"), settings=settings).removed == ("heide",)
    assert "heide" not in rag.sync(settings=settings).added
    assert rag.forget(site.url("/feed"), settings=settings).removed == ()
    site.asked.clear()
    rag.sync(settings=settings)
    assert site.asked == []
    with pytest.raises(CorpusError, match="no article"):
        rag.forget(site.url("/feed"), settings=settings)


def test_a_page_that_is_edited_is_a_new_version(site: Site, settings: Settings) -> None:
    site.pages["/heide"] = HEIDE
    rag.add(site.url("/heide"), settings=settings)
    bot = rag.open(settings=settings)
    (citation, *_) = bot.ask("When did the plant in Heide open?").citations
    site.pages["/heide"] = page("Heide", "The plant in Heide never opened.")
    assert rag.sync(settings=settings).changed == ("heide",)
    assert bot.recheck(citation), "the version that was quoted is kept"


def test_a_wrong_argument_follows_nothing(site: Site, settings: Settings) -> None:
    with pytest.raises(FetchError, match="is no address of a page"):
        rag.add("example.org", settings=settings)
    with pytest.raises(ValueError, match="kind must be one of page, feed, sitemap, got 'site'"):
        rag.add(site.url("/"), kind="site", settings=settings)
    assert site.asked == []


def test_two_do_not_fetch_at_once(site: Site, settings: Settings) -> None:
    rag.add(site.url("/lost"), settings=settings)
    locked = pytest.raises(IndexLocked, match=r"another process is fetching into .*: wait")
    with writer_lock(settings.state_dir / "fetched"), locked:
        rag.sync(settings=settings)


def test_nothing_is_fetched_that_was_not_asked_for(site: Site, settings: Settings) -> None:
    report = rag.sync(settings=settings)
    assert report.added == ("herne",)
    assert site.asked == []
