from rag.core.article import Article
from rag.library.rebuilding import to_rebuild
from rag.library.records import Item, Known, Move, Source
from rag.library.sorting import Plan

STORED = [(Article("Text.", id=name), Known(name, f"/{name}.md", "hash")) for name in "abcd"]


def test_what_stays_is_indexed_from_the_text_of_the_catalog() -> None:
    move = Move(Source("/new/b.md", "new/b.md", "hash"), "new/b.md")
    changed = Item(Article("Other.", id="c"), Source("/c.md", "c.md", "new"))
    plan = Plan(removed=["d"], changed=[changed], moved={"b": move})
    first, second = to_rebuild(plan, STORED)
    assert (first.article, first.source) == (STORED[0][0], Source("/a.md", "", "hash"))
    assert (second.article.outlet, second.source) == ("new/b.md", move.source)
