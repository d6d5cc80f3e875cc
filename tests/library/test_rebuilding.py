from rag.core.article import Article
from rag.library.planned import Plan
from rag.library.rebuilding import to_rebuild
from rag.library.records import Item, Known, Move, Source

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
