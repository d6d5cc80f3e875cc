import pytest

from rag.errors import CorpusError
from rag.sources.formats.zips import load_zip
from tests.sources.made import zipped

FEED = """<rss version="2.0"><channel><title>A</title><item><guid>1</guid><title>T</title>
<description>It stood.</description></item></channel></rss>"""


def test_each_file_is_an_article_under_its_name() -> None:
    data = zipped(
        {
            "news/b.md": "# B\n\nIt fell.",
            "news/a.txt": "It rose.",
            "feed.xml": FEED,
            "README.md": "x",
            "__MACOSX/a.md": "x",
            ".hidden.md": "x",
            "photo.png": "x",
            "../../evil.md": "x",
            "inner.zip": zipped({"c.md": "x"}),
            "news/": "",
        }
    )
    reading = load_zip(data, "a.zip")
    assert {part: article.text for part, article in reading.articles.items()} == {
        "news/a.txt": "It rose.",
        "news/b.md": "It fell.",
        "feed.xml//1": "It stood.",
    }
    assert reading.articles["news/b.md"].id == "b"
    assert reading.warnings == (
        "../../evil.md: its name leads out of the archive: refused",
        "inner.zip: an archive in an archive: unpack it",
        "photo.png: this format is not read",
    )


def test_a_bomb_is_refused() -> None:
    with pytest.raises(CorpusError, match="zip bomb"):
        load_zip(zipped({"a.txt": "a" * 30_000_000}), "a.zip")
