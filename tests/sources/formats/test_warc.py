import gzip
import sys

import pytest

from rag.errors import CorpusError, PassedOver
from rag.sources.formats.warc import load_warc
from tests.sources.samples import warc


def made(packed: bool = True, pages: int = 3) -> bytes:
    return b"".join(map(gzip.compress, warc(pages)) if packed else warc(pages))


@pytest.mark.parametrize("packed", [True, False])
def test_each_page_is_an_article_without_the_time_of_the_crawl(packed: bool) -> None:
    articles = load_warc(made(packed), "a.warc").articles
    assert list(articles) == [f"https://a.example/{n}" for n in range(3)]
    article = articles["https://a.example/1"]
    assert (article.title, article.text) == ("The ice", "The ice is here, it is thick.\n\nPage 1.")
    assert (article.url, article.published) == ("https://a.example/1", None)


def test_a_packed_file_that_is_none_or_broken() -> None:
    with pytest.raises(CorpusError, match="no WARC: unpack it"):
        load_warc(gzip.compress(b"A text."), "a.gz")
    with pytest.raises(CorpusError, match="a broken gzip file"):
        load_warc(b"\x1f\x8bnothing", "a.gz")


def test_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.sources.formats.warc._MOST_UNPACKED", 1_000)
    with pytest.raises(CorpusError, match="unpacks to more than"):
        load_warc(gzip.compress(b"WARC/" + b"\0" * 10_000), "a.gz")


def test_a_missing_package_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "warcio.archiveiterator", None)
    with pytest.raises(PassedOver, match=r'run `pip install "footnote-rag\[warc\]"`'):
        load_warc(made(), "a.warc")


def test_what_is_no_page_is_left_out() -> None:
    picture = warc()[1].replace(b"text/html", b"image/png")
    request = warc()[1].replace(b"Type: response", b"Type: request ")
    data = b"".join((warc()[0], picture, request))
    assert list(load_warc(data, "a.warc").articles) == ["https://a.example/0"]


def lengthened(by: int) -> bytes:
    """Return three records, of which the second says a length that is wrong."""
    one, two, three = warc()
    length = two.split(b"Content-Length: ")[1].split(b"\r\n")[0]
    return one + two.replace(b": " + length, b": %d" % (int(length) + by)) + three


@pytest.mark.parametrize("by", [-40, 5, 200, 100_000])
def test_a_record_of_a_wrong_length_costs_no_other(by: int) -> None:
    articles = load_warc(lengthened(by), "a.warc").articles
    assert {"https://a.example/0", "https://a.example/2"} <= set(articles)
    assert articles["https://a.example/2"].text.endswith("Page 2.")


def test_a_broken_record_is_named_and_costs_no_other() -> None:
    one, two, three = warc()
    reading = load_warc(one + two.replace(b"WARC-Type", b"WARC Type\xff\n") + three, "a.warc")
    assert list(reading.articles) == ["https://a.example/0", "https://a.example/2"]
    reading = load_warc(b"".join((one, two.replace(b"<p>", b"<p>" + b"<div>" * 999), three)), "a")
    assert list(reading.articles) == ["https://a.example/0", "https://a.example/2"]


def test_a_page_that_quotes_a_record_makes_none() -> None:
    forged = b"\r\n\r\n" + warc()[2]
    one = warc()[0]
    length = int(one.split(b"Content-Length: ")[1].split(b"\r\n")[0])
    quoting = one.replace(b": %d" % length, b": %d" % (length + len(forged)))
    quoting = quoting.removesuffix(b"\r\n\r\n") + forged + b"\r\n\r\n"
    assert list(load_warc(quoting + warc()[1], "a.warc").articles) == [
        "https://a.example/0",
        "https://a.example/1",
    ]


def test_a_broken_piece_of_a_packed_file_costs_no_other() -> None:
    one, two, three = map(gzip.compress, warc())
    at = len(two) // 2
    for bad in (two[:at], two[:at] + b"\xff\xff\xff\xff" + two[at + 4 :], two[:10]):
        reading = load_warc(one + bad + three, "a.warc.gz")
        assert {"https://a.example/0", "https://a.example/2"} <= set(reading.articles)
        assert reading.warnings[0] == f"broken at byte {len(one)}: download it anew"
