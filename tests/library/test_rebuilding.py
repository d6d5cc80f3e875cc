from dataclasses import replace

from rag.core.article import Article
from rag.library.catalog import Catalog
from rag.library.planned import Plan
from rag.library.rebuilding import outdated_chunks, relabelled, to_rebuild
from rag.library.records import Item, Known, Move, Source
from tests.library.entries import HEIDE, SKELL, entry, put, put_all

A, B, C, D = (Article(f"The plant in {name}.", id=name, outlet="Old") for name in "abcd")


def test_what_stays_is_indexed_from_the_catalog_under_its_source_of_now() -> None:
    old = Source("/d.md", "d.md", "hash")
    page = Source("https://example.org/b", "https://example.org/b", "hash")
    plan = Plan(
        moved={"b": Move(page, "New", "https://example.org/b")},
        removed=["c"],
        changed=[Item(D, old)],
    )
    stored = [(article, Known(article.id, f"/{article.id}.md", "hash")) for article in (A, B, C, D)]
    again = {item.article.id: item for item in to_rebuild(plan, stored)}
    assert list(again) == ["a", "b"]
    assert again["a"] == Item(A, Source("/a.md", "Old", "hash"))
    assert again["b"].source == page
    assert (again["b"].article.outlet, again["b"].article.url) == ("New", "https://example.org/b")


def test_an_article_that_moved_is_as_it_is_stored_with_the_outlet_of_its_place(
    catalog: Catalog,
) -> None:
    heide, skell = entry(HEIDE, (0, 8), (9, 19)), entry(SKELL, (0, 18), key="s")
    put(catalog, 1, heide, skell)
    source = Source("/moved.md", "moved.md", "hash of heide")
    moves = {"heide": Move(source, "moved.md"), "skell": Move(source, SKELL.outlet)}
    with catalog.view() as view:
        (found,) = relabelled(view, moves)
        assert list(relabelled(view, {})) == []
    assert found.item == Item(replace(HEIDE, outlet="moved.md"), source)
    assert found.vector_keys == heide.vector_keys
    assert [chunk.id for chunk in found.chunks] == ["heide:0-8", "heide:9-19"]
    assert {chunk.article.outlet for chunk in found.chunks} == {"moved.md"}


def test_what_the_indexes_have_too_much(catalog: Catalog) -> None:
    put_all(catalog)
    plan, changed = Plan(removed=["heide"]), entry(SKELL, (0, 10), key="s")
    with catalog.view() as view:
        assert outdated_chunks(view, plan, [changed]) == ["heide:0-8", "skell:0-18"]
