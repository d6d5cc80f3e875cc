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


def test_a_bad_file_costs_only_itself_and_is_named() -> None:
    data = bytearray(
        zipped(
            {
                "a.md": "It rose.",
                "b.md": "b" * 30_000_000,
                "c.txt": "It may be broken.",
                "d.json": "[{]",
                "e.md": "It fell.",
                "f.md": "secret",
            }
        )
    )
    at = data.index(b"c.txt") + 6
    data[at : at + 4] = b"\xff\xff\xff\xff"
    data[data.rindex(b"f.md") - 46 + 8] |= 1  # encrypted, says the archive
    reading = load_zip(bytes(data), "a.zip")
    assert list(reading.articles) == ["a.md", "e.md"]
    assert reading.warnings == (
        "b.md: unpacks to far more than its size, as a zip bomb does: unpack it",
        "c.txt: a broken zip archive: save it anew",
        "d.json: not JSON (line 1): mend or convert it",
        "f.md: encrypted: save it without a password",
    )
