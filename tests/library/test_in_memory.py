from rag.core.article import Article
from rag.library.in_memory import in_memory
from rag.library.records import MEMORY, digest


def test_each_article_has_an_identity_of_its_own_whatever_the_order() -> None:
    one, two = Article("It rose.", "Prices"), Article("It fell.", "Prices")
    found = {source.identity: article for article, source in in_memory([one, two], [])}
    again = {source.identity: article for article, source in in_memory([two, one], [])}
    assert found == again
    assert f"{MEMORY}prices" in found
    assert {source.sha256 for _, source in in_memory([one, two], [])} == {digest(one), digest(two)}


def test_the_same_article_twice_is_one() -> None:
    article = Article("It rose.", "Prices")
    assert len(list(in_memory([article, article], []))) == 1
