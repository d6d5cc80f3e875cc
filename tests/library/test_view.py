from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from rag.core.article import Article
from rag.core.corpus import Facts
from rag.library.catalog import Catalog
from rag.library.records import Known, digest
from tests.library.entries import HEIDE, SKELL, VECTORS, entry, put, put_all

KNOWN = Known("heide", "/heide.md", "hash of heide", digest(HEIDE))


def test_a_new_catalog_is_empty(catalog: Catalog) -> None:
    with catalog.view() as view:
        assert view.generation == 0
        assert view.known() == []
        assert view.facts() == Facts(0, 0, None, None, None)
        assert view.article("heide") is None
        assert view.chunks(["heide:0-3"]) == {}
        assert view.languages() == ()
        assert view.meta("anything") is None


def test_an_article_comes_back_as_it_was(catalog: Catalog) -> None:
    put(catalog, 1, entry(HEIDE, (0, 8), (9, 19)))
    with catalog.view() as view:
        assert view.article("heide") == HEIDE
        assert view.known() == [KNOWN]
        assert list(view.articles()) == [(HEIDE, KNOWN)]
        assert view.infos() == [HEIDE.info]
        assert view.languages() == ("de",)


def test_chunks_come_back_with_slices_in_code_points(catalog: Catalog) -> None:
    given = entry(HEIDE, (0, 8), (9, 19))
    put(catalog, 1, given)
    with catalog.view() as view:
        assert view.chunk_ids(["heide", "other"]) == ["heide:0-8", "heide:9-19"]
        found = view.chunks(["heide:9-19", "heide:0-8", "unknown:0-1"])
    assert found == {chunk.id: (chunk, VECTORS) for chunk in given.chunks}
    assert found["heide:9-19"][0].text == "Ünder way."


def test_more_ids_than_an_sql_statement_takes(catalog: Catalog) -> None:
    article = Article("ab " * 1_200, id="many")
    put(catalog, 1, entry(article, *((3 * n, 3 * n + 2) for n in range(1_200))))
    with catalog.view() as view:
        ids = view.chunk_ids(["many"])
        assert len(ids) == 1_200
        assert sorted(view.chunks(ids)) == ids
        assert len(view.vectors(f"k{3 * n}" for n in range(1_200))) == 1_200


def test_facts_count_and_date_the_corpus(catalog: Catalog) -> None:
    before = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    put_all(catalog)
    with catalog.view() as view:
        facts = view.facts()
    days = (date(2025, 3, 1), date(2025, 6, 30))
    assert replace(facts, synced=None) == Facts(3, 3, *days, None)
    assert facts.synced
    assert before <= facts.synced <= before + timedelta(minutes=1)


def test_an_article_is_cut_as_it_was_stored(catalog: Catalog) -> None:
    given = entry(HEIDE, (0, 8), (9, 19))
    put(catalog, 1, given)
    with catalog.view() as view:
        cut = view.cut(HEIDE)
    assert cut == list(zip(given.chunks, given.vector_keys, strict=True))


def test_articles_that_hold_words(catalog: Catalog) -> None:
    put_all(catalog)
    with catalog.view() as view:
        assert [article.id for article, _ in view.articles(holding=["closed."])] == ["skell"]
        assert [article.id for article, _ in view.articles(holding=["Ünder", "🔋"])] == ["heide"]
        assert list(view.articles(holding=["closed", "Ünder"])) == []
        assert list(view.articles(holding=["%"])) == []


def test_a_view_sees_one_state_from_beginning_to_end(catalog: Catalog) -> None:
    put(catalog, 1, entry(HEIDE, (0, 8)))
    with catalog.view() as old:
        assert old.generation == 1
        put(catalog, 2, entry(SKELL, (0, 18), key="s"), remove=["heide"])
        assert old.generation == 1
        assert old.article("heide") == HEIDE
        assert old.article("skell") is None
        with catalog.view() as new:
            assert (new.generation, new.article("heide")) == (2, None)


def test_a_kept_version_has_the_title_outlet_url_and_date_of_its_time(catalog: Catalog) -> None:
    edited = Article("Heide was cancelled.", "The end of Heide", "heide", "Another", language="en")
    put(catalog, 1, entry(HEIDE, (0, 8)), entry(SKELL, (0, 18), key="s"))
    put(catalog, 2, entry(edited, (0, 20), key="e"), remove=["skell"])
    with catalog.view() as view:
        assert view.article("heide") == edited
        assert view.article("skell") is None
        assert view.version("heide", HEIDE.sha256) == replace(HEIDE, topics=())
        assert view.version("heide", edited.sha256) == edited
        assert view.version("skell", SKELL.sha256) == replace(SKELL, topics=())
        assert view.version("heide", SKELL.sha256) is None
        assert view.chunk_ids(["heide", "skell"]) == ["heide:0-20"]
