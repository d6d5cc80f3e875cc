"""Every article as a list shows it, read in one go."""

from dataclasses import replace

from rag.library.catalog import Catalog
from rag.library.shelf import shelf
from tests.library.entries import HEIDE, entry, put
from tests.library.test_clusters import AGENCY, DAILY, PAPER


def test_articles_come_with_topics_places_and_origins(catalog: Catalog) -> None:
    put(catalog, 1, *(entry(one, (0, 9), key=one.id) for one in (HEIDE, AGENCY, PAPER, DAILY)))
    with catalog.view() as view:
        shelved, known = shelf(view), {old.id: old.identity for old in view.known()}
    assert list(shelved.articles) == sorted(shelved.articles)
    assert {one.info.id: one.identity for one in shelved.articles.values()} == known
    assert shelved.articles["heide"].topics == HEIDE.topics
    assert (shelved.articles["heide"].origin, shelved.articles["daily"].origin) == ("", "agency")
    assert {name: sorted(ids) for name, ids in shelved.clusters.items()} == {
        "agency": ["agency", "daily", "paper"]
    }
    assert {"Elle News Agency", "The Daily", "The Paper"} <= set(shelved.outlets)


def test_a_name_of_a_file_is_no_outlet(catalog: Catalog) -> None:
    put(catalog, 1, entry(HEIDE, (0, 9), key="n"))
    nameless = replace(HEIDE, outlet="herne.md", id="herne")
    put(catalog, 2, entry(nameless, (0, 9), key="m"))
    with catalog.view() as view:
        shelved = shelf(view)
    assert shelved.articles["herne"].outlet == ""
    assert shelved.outlets == ("Die Zeitung",)
