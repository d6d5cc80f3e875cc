"""Clusters in the catalog: the same whatever came in which order, and after whatever left."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from random import Random

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.core.article import Article
from rag.core.cluster import fingerprint
from rag.library import copies
from rag.library.catalog import Catalog
from rag.library.rows import article_row
from rag.library.schema import articles_table, clusters_table, metadata
from tests.core.test_cluster import FERRY
from tests.library.entries import entry, put

AGENCY = Article(FERRY, "Ferry", "agency", "Elle News Agency", published=date(2026, 3, 2))
PAPER = Article(
    FERRY.replace("hurt", "injured"), "Hit", "paper", "The Paper", published=date(2026, 3, 2)
)
DAILY = Article(FERRY, "Boat", "daily", "The Daily", published=date(2026, 3, 3))


def test_a_shingle_that_many_have_links_nobody_until_it_is_rare_again(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "MOST_HOLDING", 2)
    put(catalog, 1, *(entry(one, (0, 9), key=one.id) for one in (AGENCY, PAPER)))
    with catalog.view() as view:
        assert view.origins(["agency", "paper"])
    put(catalog, 2, entry(DAILY, (0, 9), key="daily"))
    with catalog.view() as view:  # only the very same text is a copy now
        assert view.origins(["agency", "paper", "daily"]) == {"agency": "agency", "daily": "agency"}
    put(catalog, 3, remove=["daily"])
    with catalog.view() as view:
        assert view.origins(["agency", "paper"]) == {"agency": "agency", "paper": "agency"}


@contextmanager
def database() -> Iterator[sa.Connection]:
    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        metadata.create_all(connection)
        yield connection
    engine.dispose()


def change(connection: sa.Connection, added: list[Article], removed: list[str]) -> None:
    """Do to the articles what a sync does, and bring the clusters up to date."""
    names = [*removed, *(article.id for article in added)]
    connection.execute(sa.delete(articles_table).where(articles_table.c.id.in_(names)))
    if added:
        rows = [article_row(entry(article)) for article in added]
        connection.execute(sa.insert(articles_table), rows)
    copies.update(connection, names)


def all_clusters(connection: sa.Connection) -> dict[str, str]:
    return {row.article_id: row.origin_id for row in connection.execute(sa.select(clusters_table))}


def made_articles(seed: int) -> list[Article]:
    """Return articles of few sentences, so that many share some."""
    random = Random(seed)
    words = [f"w{number}" for number in range(40)]
    sentences = [" ".join(random.choices(words, k=9)) + "." for _ in range(6)]
    return [
        Article(
            " ".join(random.choices(sentences, k=random.randint(2, 5))),
            f"Title {number}",
            f"a{number}",
            published=date(2026, 1, random.randint(1, 5)),
        )
        for number in range(7)
    ]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 8))
def test_clusters_follow_from_the_articles_alone(seed: int, most_holding: int) -> None:
    """Added one by one in any order, with some changed and removed, as when added at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(copies, "MOST_HOLDING", most_holding)
        articles, others = made_articles(seed), made_articles(seed + 1)
        random = Random(seed)
        with database() as at_once:
            change(at_once, articles[:5], [])
            expected = all_clusters(at_once)
        with database() as step_by_step:
            for article in random.sample(articles, 7):
                change(step_by_step, [article], [])
            change(step_by_step, others[:2], [])
            change(step_by_step, articles[:2], ["a5"])
            change(step_by_step, [], ["a6"])
            assert all_clusters(step_by_step) == expected
        prints = {article.id: fingerprint(article) for article in articles}
        for name, origin in expected.items():
            assert prints[name].shingles & prints[origin].shingles
