import os
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import rag
from rag import Article, Citation, Filter, Span
from rag.errors import IndexMissing, IndexStale
from rag.library.catalog import FILE_NAME, Catalog
from rag.library.index.manifest import Manifest
from rag.library.library import Library
from rag.wiring import open_library

CELLS = Article("Cells are made in Heide.", id="a", outlet="A", published=date(2025, 1, 1))
SOUP = Article("Soup is served at noon.", id="b", outlet="B", topics=("food",))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library of two articles."""
    rag.index([CELLS, SOUP], tmp_path)
    library = open_library(tmp_path)
    yield library
    library.close()


def test_everything_indexed_can_be_had(library: Library) -> None:
    assert library.articles() == [CELLS.info, SOUP.info]
    assert [info.id for info in library.articles(Filter(topics=("Food",)))] == ["b"]
    assert list(library.texts()) == [CELLS, SOUP]
    assert list(library.texts(holding=["noon"])) == [SOUP]
    assert (library.article("a"), library.article("c")) == (CELLS, None)
    assert library.identities() == {"a": "memory:a", "b": "memory:b"}
    facts = library.facts()
    assert (facts.articles, facts.chunks, facts.first) == (2, 2, date(2025, 1, 1))
    assert library.generation == 1


def test_feedback_and_notes_are_kept(library: Library, tmp_path: Path) -> None:
    library.add_feedback("{}")
    library.note("suggestions", "[]")
    rag.index(Article("Something new.", id="c"), tmp_path)
    assert library.feedback() == [(1, "{}")]
    assert (library.noted("suggestions"), library.noted("other")) == ("[]", None)
    assert library.generation == 2


def test_a_snapshot_stays_as_it_was_and_the_next_one_follows_the_sync(
    library: Library, tmp_path: Path
) -> None:
    with library.snapshot() as before:
        rag.index(Article("Cells and soup are dear.", id="c"), tmp_path)
        assert [info.id for info in before.view.infos()] == ["a", "b"]
        hits = before.lexical.search("soup cells", 5)
        assert {name.split(":")[0] for name, _ in hits} == {"a", "b"}
    with library.snapshot() as after:
        assert [info.id for info in after.view.infos()] == ["a", "b", "c"]
        hits = after.lexical.search("soup cells", 5)
        assert {name.split(":")[0] for name, _ in hits} == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("where", "articles"),
    [
        (Filter(), ("a", "b")),
        (Filter(outlets=("B",)), ("b",)),
        (Filter(topics=("FOOD",)), ("b",)),
        (Filter(outlets=("C",)), ()),
    ],
)
def test_a_snapshot_is_limited_to_what_passes_a_filter(
    library: Library, where: Filter, articles: tuple[str, ...]
) -> None:
    with library.snapshot(where) as snapshot:
        assert snapshot.where == where
        assert tuple(info.id for info in snapshot.infos()) == articles
        found = snapshot.lexical.search("cells soup", 9, snapshot.bounds)
        assert {name.partition(":")[0] for name, _ in found} == set(articles)


def cite(article: Article) -> Citation:
    span = Span(0, 5)
    return Citation(1, article.info, span, span.slice(article.text))


def test_a_citation_holds_after_its_article_was_edited_and_removed(
    library: Library, tmp_path: Path
) -> None:
    citation = cite(CELLS)
    edited = Article("It was cancelled.", "Cancelled", "a", "Another paper")
    rag.index(edited, tmp_path)
    kept = library.version("a", CELLS.sha256)
    assert library.article("a") == edited
    assert kept == CELLS, "text, title, outlet and date are those of their time"
    assert library.recheck(citation)
    assert library.recheck(cite(edited))


def test_a_quote_that_was_forged_or_of_a_text_that_was_never_indexed_fails(
    library: Library,
) -> None:
    citation = cite(CELLS)
    forged = Citation(1, citation.article, citation.span, "Doors")
    assert not library.recheck(forged)
    assert not library.recheck(cite(Article("Cells are made in Herne.", id="a")))
    assert library.version("a", SOUP.sha256) is None


def test_without_an_index_there_is_no_library(tmp_path: Path) -> None:
    manifest = Manifest("test", 64)
    with pytest.raises(IndexMissing, match=r"no index in .*: run `rag index PATH` first"):
        Library(tmp_path, manifest)
    Catalog(tmp_path / FILE_NAME).close()
    library = Library(tmp_path, manifest)
    with pytest.raises(IndexMissing, match=r"no index in .*: run `rag index PATH` first"):
        library.check()
    assert (library.articles(), library.generation) == ([], 0)
    library.close()


def test_other_settings_can_be_looked_at_but_not_searched(starter_state: Path) -> None:
    library = Library(starter_state, Manifest("sentence-transformers/all-MiniLM-L6-v2", 64))
    message = "made with chunk_tokens 200, now it is 64: run `rag index --rebuild`"
    with pytest.raises(IndexStale, match=message):
        library.check()
    with pytest.raises(IndexStale, match=message), library.snapshot():
        pass
    assert library.articles()
    library.close()


def test_old_indexes_are_closed_when_the_last_snapshot_lets_go(
    library: Library, tmp_path: Path
) -> None:
    def sync() -> None:
        with library.snapshot() as old:
            rag.index(Article(f"Edition {library.generation}.", id="c"), tmp_path)
            with library.snapshot() as new:
                assert new.lexical.search("edition", 5)
            assert old.lexical.search("cells", 5)

    def in_use() -> tuple[int, int, int]:
        threads = len(os.listdir("/proc/self/task"))
        return len(os.listdir("/proc/self/fd")), threads, threading.active_count()

    sync()
    before = in_use()
    for _ in range(10):
        sync()
    more = [count - earlier for count, earlier in zip(in_use(), before, strict=True)]
    assert max(more) < 20, "Chroma closes a moment later; what leaks grows by sixty"


def test_german_and_english_articles_are_found_by_the_stems_of_their_languages(
    tmp_path: Path,
) -> None:
    german = Article("Das alte Haus brennt.", id="de", language="de")
    rag.index([german, Article("Two old horses run.", id="en")], tmp_path)
    library = open_library(tmp_path)
    with library.snapshot() as snapshot:
        assert snapshot.view.languages() == ("de", "en")
        for question, chunk in (("Häuser", "de:0-21"), ("horse", "en:0-19")):
            assert [name for name, _ in snapshot.lexical.search(question, 5)] == [chunk]
    library.close()
