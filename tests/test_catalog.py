import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from filelock import FileLock

from rag.article import Article
from rag.catalog import Catalog
from rag.errors import IndexBroken
from rag.indexing.sync import LOCK_NAME
from rag.schema import Entry, Facts, Known, StoredVectors
from rag.types import Chunk, Filter, Span

VECTORS = StoredVectors(np.arange(4, dtype=np.float32).tobytes(), b"tokens", b"offsets")


@pytest.fixture
def catalog(tmp_path):
    catalog = Catalog(tmp_path / "catalog.db")
    yield catalog
    catalog.close()


def entry(article, *places, key="k"):
    """Return an entry with one chunk of one sentence for each (start, end)."""
    spans = [Span(*place) for place in places]
    chunks = [Chunk(article.info, span, span.slice(article.text), (span,)) for span in spans]
    return Entry(article, f"/{article.id}.md", f"hash of {article.id}", chunks, [f"{key}{span.start}" for span in spans])


def put(catalog, generation, *entries, remove=(), moved=None):
    keys = {key for entry in entries for key in entry.vector_keys}
    with catalog.view() as view:
        keys -= set(view.vectors(keys))
    catalog.add_vectors(dict.fromkeys(keys, VECTORS))
    catalog.switch(generation, entries, list(remove), moved or {})


HEIDE = Article(
    "🔋 Heide. Ünder way.", "Heide", "heide", "Die Zeitung", "https://example.org/h", date(2025, 3, 1), ("cells", "🔋")
)
SKELL = Article("Skellefteå closed.", "Skellefteå", "skell", "Tidning", published=date(2025, 6, 30))
UNDATED = Article("Nobody knows when.", "Undated", "undated", "Tidning")


def test_a_new_catalog_is_empty(catalog):
    with catalog.view() as view:
        assert view.generation == 0
        assert view.known() == []
        assert view.facts() == Facts(0, 0, None, None, None)
        assert view.article("heide") is None
        assert view.chunks(["heide:0-3"]) == {}


def test_an_article_comes_back_as_it_was(catalog):
    put(catalog, 1, entry(HEIDE, (0, 8), (9, 19)))
    with catalog.view() as view:
        assert view.article("heide") == HEIDE
        assert view.known() == [Known("heide", "/heide.md", "hash of heide")]
        assert list(view.articles()) == [(HEIDE, Known("heide", "/heide.md", "hash of heide"))]


def test_chunks_come_back_with_slices_in_code_points(catalog):
    given = entry(HEIDE, (0, 8), (9, 19))
    put(catalog, 1, given)
    with catalog.view() as view:
        assert view.chunk_ids(["heide", "other"]) == ["heide:0-8", "heide:9-19"]
        found = view.chunks(["heide:9-19", "heide:0-8", "unknown:0-1"])
    assert found == {chunk.id: (chunk, VECTORS) for chunk in given.chunks}
    assert found["heide:9-19"][0].text == "Ünder way."


def test_more_ids_than_one_sql_statement_takes(catalog):
    article = Article("ab " * 1_200, id="many")
    put(catalog, 1, entry(article, *((3 * n, 3 * n + 2) for n in range(1_200))))
    with catalog.view() as view:
        ids = view.chunk_ids(["many"])
        assert len(ids) == 1_200
        assert sorted(view.chunks(ids)) == ids
        assert len(view.vectors(f"k{3 * n}" for n in range(1_200))) == 1_200


def test_facts_count_and_date_the_corpus(catalog):
    before = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    put(catalog, 1, entry(HEIDE, (0, 8)), entry(SKELL, (0, 18), key="s"), entry(UNDATED, (0, 18), key="u"))
    with catalog.view() as view:
        facts = view.facts()
    assert (facts.articles, facts.chunks, facts.first, facts.last) == (3, 3, date(2025, 3, 1), date(2025, 6, 30))
    assert before <= facts.synced <= before + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (Filter(), ["heide", "skell", "undated"]),
        (Filter(articles=("skell", "unknown")), ["skell"]),
        (Filter(sources=("Tidning",)), ["skell", "undated"]),
        (Filter(since=date(2025, 3, 1)), ["heide", "skell"]),
        (Filter(since=date(2025, 3, 2)), ["skell"]),
        (Filter(until=date(2025, 3, 1)), ["heide"]),
        (Filter(sources=("Tidning",), until=date(2025, 3, 1)), []),
    ],
)
def test_matching_filters_articles(catalog, where, expected):
    put(catalog, 1, entry(HEIDE, (0, 8)), entry(SKELL, (0, 18), key="s"), entry(UNDATED, (0, 18), key="u"))
    with catalog.view() as view:
        assert view.matching(where) == expected


def test_a_replaced_and_a_removed_text_are_kept_as_versions(catalog):
    edited = Article("Heide was cancelled.", "Heide", "heide")
    put(catalog, 1, entry(HEIDE, (0, 8)), entry(SKELL, (0, 18), key="s"))
    put(catalog, 2, entry(edited, (0, 20), key="e"), remove=["skell"])
    with catalog.view() as view:
        assert view.article("heide").text == "Heide was cancelled."
        assert view.article("skell") is None
        assert view.text_version("heide", HEIDE.sha256) == HEIDE.text
        assert view.text_version("heide", edited.sha256) == edited.text
        assert view.text_version("skell", SKELL.sha256) == SKELL.text
        assert view.text_version("heide", SKELL.sha256) is None
        assert view.chunk_ids(["heide", "skell"]) == ["heide:0-20"]


def test_going_back_to_an_old_text_keeps_one_version_of_each(catalog):
    edited = Article("Heide was cancelled.", "Heide", "heide")
    for generation, article in enumerate([HEIDE, edited, HEIDE, edited], start=1):
        put(catalog, generation, entry(article, (0, 5), key=article.sha256))
    with catalog.view() as view:
        assert view.generation == 4
        assert view.text_version("heide", HEIDE.sha256) == HEIDE.text


def test_a_moved_article_keeps_its_text_and_chunks(catalog):
    put(catalog, 1, entry(HEIDE, (0, 8)))
    put(catalog, 2, moved={"heide": ("/new.md", "new.md")})
    with catalog.view() as view:
        assert view.known() == [Known("heide", "/new.md", "hash of heide")]
        assert view.article("heide").source == "new.md"
        assert view.chunk_ids(["heide"]) == ["heide:0-8"]


def test_vectors_that_nothing_uses_leave_with_the_switch(catalog):
    put(catalog, 1, entry(HEIDE, (0, 8)))
    catalog.add_vectors({"left over": VECTORS})
    with catalog.view() as view:
        assert view.vectors(["left over", "k0", "unknown"]) == {"left over": VECTORS.dense, "k0": VECTORS.dense}
    put(catalog, 2, entry(SKELL, (0, 18), key="s"), remove=["heide"])
    with catalog.view() as view:
        assert view.vectors(["left over", "k0", "s0"]) == {"s0": VECTORS.dense}


def test_a_view_sees_one_state_from_beginning_to_end(catalog):
    put(catalog, 1, entry(HEIDE, (0, 8)))
    with catalog.view() as old:
        assert old.generation == 1
        put(catalog, 2, entry(SKELL, (0, 18), key="s"), remove=["heide"])
        assert old.generation == 1
        assert old.article("heide") == HEIDE
        assert old.article("skell") is None
        with catalog.view() as new:
            assert (new.generation, new.article("heide")) == (2, None)


def test_a_switch_that_fails_changes_nothing(catalog):
    put(catalog, 1, entry(HEIDE, (0, 8)))
    twice = entry(SKELL, (0, 18), key="s")
    catalog.add_vectors({"s0": VECTORS})
    with pytest.raises(IndexBroken, match="UNIQUE constraint failed"):
        catalog.switch(2, [twice, twice], ["heide"], {})
    with catalog.view() as view:
        assert view.generation == 1
        assert view.article("heide") == HEIDE


def test_mark_synced_notes_the_time_alone(catalog):
    put(catalog, 1, entry(HEIDE, (0, 8)))
    catalog.mark_synced()
    with catalog.view() as view:
        assert view.generation == 1
        assert view.facts().synced is not None


def test_a_file_that_is_no_database(tmp_path):
    (tmp_path / "catalog.db").write_text("not a database, but long enough to be read as one" * 100)
    with pytest.raises(IndexBroken, match=r"catalog .*catalog\.db: file is not a database; check that its folder"):
        Catalog(tmp_path / "catalog.db")


def test_a_folder_that_is_missing(tmp_path):
    with pytest.raises(IndexBroken, match="unable to open database file; check that its folder can be written"):
        Catalog(tmp_path / "nowhere" / "catalog.db")


def test_a_catalog_by_url(tmp_path):
    catalog = Catalog(f"sqlite:///{tmp_path / 'other.db'}")
    with catalog.view() as view:
        assert view.generation == 0
    catalog.close()


def test_articles_that_hold_some_words(catalog):
    put(catalog, 1, entry(HEIDE, (0, 8)), entry(SKELL, (0, 18), key="s"), entry(UNDATED, (0, 18), key="u"))
    with catalog.view() as view:
        assert [article.id for article, _ in view.articles(holding=["closed."])] == ["skell"]
        assert [article.id for article, _ in view.articles(holding=["Ünder", "🔋"])] == ["heide"]
        assert list(view.articles(holding=["closed", "Ünder"])) == []
        assert list(view.articles(holding=["%"])) == []


def test_feedback_is_kept_in_order_whatever_is_synced(catalog):
    catalog.add_feedback('{"first": "“1”"}')
    put(catalog, 1, entry(HEIDE, (0, 8)))
    catalog.add_feedback("{}")
    put(catalog, 2, remove=["heide"])
    with catalog.view() as view:
        assert view.feedback() == [(1, '{"first": "“1”"}'), (2, "{}")]
        assert view.catalog is catalog


def test_a_catalog_from_before_there_was_feedback(tmp_path):
    Catalog(tmp_path / "catalog.db").close()
    with closing(sqlite3.connect(tmp_path / "catalog.db")) as old:
        old.execute("DROP TABLE feedback")
    catalog = Catalog(tmp_path / "catalog.db")
    catalog.add_feedback("{}")
    with catalog.view() as view:
        assert view.feedback() == [(1, "{}")]
    catalog.close()


def test_feedback_is_added_while_another_process_syncs(tmp_path, catalog):
    with FileLock(tmp_path / LOCK_NAME), catalog.view() as syncing:
        assert syncing.generation == 0
        other = Catalog(tmp_path / "catalog.db")
        other.add_feedback("{}")
        other.close()
        put(catalog, 1, entry(HEIDE, (0, 8)))
    with catalog.view() as view:
        assert (view.generation, view.feedback()) == (1, [(1, "{}")])
