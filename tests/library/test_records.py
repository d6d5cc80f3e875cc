import pytest

from rag.core.article import Article
from rag.core.details import Details
from rag.library.records import MEMORY, Known, Source, digest, identity, place


@pytest.mark.parametrize(("name", "in_memory"), [(MEMORY + "a", True), ("/a/b.md", False)])
def test_a_source_knows_whether_it_is_a_file(name: str, in_memory: bool) -> None:
    assert Source(name, "b.md", "hash").in_memory is in_memory


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("/news/feed.xml", "https://a.example/1#top"),
        ("/news/a#b.md", ""),
        ("//share/news.zip", "in/the zip.md"),
    ],
)
def test_an_identity_tells_the_file_and_the_article_in_it(path: str, part: str) -> None:
    assert place(identity(path, part)) == (path, part)
    assert Known("a", identity(path, part), "hash").path == path


def test_an_article_made_in_memory_is_in_no_file() -> None:
    assert place(f"{MEMORY}a//b") == (f"{MEMORY}a//b", "")


def test_a_digest_tells_all_that_is_known_but_the_id() -> None:
    article = Article("It rose.", "Prices", "a")
    assert digest(article) == digest(Article("It rose.", "Prices", "b"))
    others = [
        Article("It fell.", "Prices"),
        Article("It rose.", "Costs"),
        Article("It rose.", "Prices", authors="Anna Keller"),
        Article("It rose.", "Prices", details=Details(section="Local")),
    ]
    assert len({digest(one) for one in [article, *others]}) == 5
