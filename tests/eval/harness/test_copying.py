from datetime import date

from eval.harness.copying import clusters, judged_pairs, town_articles
from rag.core.article import Article
from tests.core.test_cluster import FERRY


def test_the_copies_of_the_town_are_named_by_their_files() -> None:
    articles, copies = town_articles()
    assert len({article.id for article in articles}) == len(articles) >= 73
    assert copies["ferry-nsd.html"] == "ena-20250314-ferry.txt"
    assert len(copies) == 5


def test_each_pair_is_judged_once() -> None:
    first = Article(FERRY, "Ferry", "first", "Agency", published=date(2026, 3, 2))
    second = Article(FERRY, "Boat", "second", "Daily", published=date(2026, 3, 3))
    other = Article("Heide makes cells.", "Heide", "other", "Daily")
    assert clusters([second, other, first]) == {"first": "first", "second": "first"}
    assert list(judged_pairs([second, other, first], {"other": "first"})) == [
        ("first / other", True, False),
        ("first / second", False, True),
        ("other / second", False, False),
    ]
