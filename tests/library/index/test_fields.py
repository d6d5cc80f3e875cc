from datetime import date

from rag.core.article import Article
from rag.core.corpus import Filter
from rag.library.index.fields import Bounds, Fields, as_number, small


def test_the_fields_of_an_article() -> None:
    topics, authors = ("Cells", "CELLS", "Straße"), ("Ada",)
    article = Article("Text.", id="a", outlet="O", topics=topics, authors=authors)
    assert Fields.of(article) == Fields("a", "O", ("cells", "strasse"), ("ada",), None)
    dated = Article("Text.", id="a", published=date(2026, 3, 1))
    assert Fields.of(dated).day == as_number(date(2026, 3, 1))


def test_days_are_numbers_in_their_order() -> None:
    first, second = as_number(date(2025, 12, 31)), as_number(date(2026, 1, 1))
    assert second == first + 1


def test_names_are_compared_in_small_letters_without_repeats() -> None:
    assert small(["B", "a", "b"]) == ("b", "a")


def test_the_articles_that_several_filters_name() -> None:
    both = Filter(("a", "b")), Filter(("b", "c")), Filter(outlets="o")
    assert Bounds(both, set, lambda: iter(())).articles == {"b"}
    assert Bounds((Filter("a"), Filter("b")), set, lambda: iter(())).articles == set()
    assert Bounds((Filter(outlets="o"),), set, lambda: iter(())).articles is None
