"""Clusters in the catalog, read after articles came and left."""

from datetime import date

from rag.core.article import Article
from rag.library.catalog import Catalog
from rag.library.records import Move, Source
from tests.core.test_cluster import FERRY
from tests.library.entries import HEIDE, entry, put

AGENCY = Article(FERRY, "Ferry", "agency", "Elle News Agency", published=date(2026, 3, 2))
PAPER = Article(
    FERRY.replace("hurt", "injured"), "Hit", "paper", "The Paper", published=date(2026, 3, 2)
)
DAILY = Article(FERRY, "Boat", "daily", "The Daily", published=date(2026, 3, 3))


def test_a_cluster_has_its_oldest_article_as_origin(catalog: Catalog) -> None:
    put(catalog, 1, *(entry(one, (0, 9), key=one.id) for one in (DAILY, HEIDE, PAPER)))
    with catalog.view() as view:
        assert view.origins(["daily", "heide", "paper"]) == {"daily": "paper", "paper": "paper"}
    put(catalog, 2, entry(AGENCY, (0, 9), key="agency"))
    with catalog.view() as view:
        cluster = view.clusters(["paper"])["paper"]
    assert [info.id for info in cluster.articles] == ["agency", "paper", "daily"]
    assert (cluster.origin, cluster.locations) == (AGENCY.info, 3)


def test_what_leaves_or_changes_leaves_its_cluster(catalog: Catalog) -> None:
    put(catalog, 1, *(entry(one, (0, 9), key=one.id) for one in (AGENCY, PAPER, DAILY)))
    put(catalog, 2, remove=["agency"])
    with catalog.view() as view:
        assert set(view.origins(["paper", "daily"]).values()) == {"paper"}
    other = Article("Heide makes cells now.", "Hit", "paper", "The Paper")
    put(catalog, 3, entry(other, (0, 5), key="n"))
    with catalog.view() as view:
        assert view.origins(["paper", "daily"]) == {}
        assert view.clusters(["daily"]) == {}


def test_exact_copies_in_one_outlet_are_one_article_with_several_locations(
    catalog: Catalog,
) -> None:
    texts = {name: Article(FERRY, "Ferry", name, f"{name}.md") for name in ("a", "b", "c")}
    put(catalog, 1, *(entry(one, (0, 9), key=one.id) for one in texts.values()))
    with catalog.view() as view:
        cluster = view.clusters(["b"])["b"]
    assert ([info.id for info in cluster.articles], cluster.locations) == (["a"], 3)
    put(catalog, 2, moved={"c": Move(Source("/c.md", "c.md", "hash"), "The Daily")})
    with catalog.view() as view:
        cluster = view.clusters(["b"])["b"]
    assert ([info.id for info in cluster.articles], cluster.locations) == (["a"], 3)
