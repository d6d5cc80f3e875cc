import gzip
import sys

import pytest

from rag.errors import CorpusError, PassedOver
from rag.sources.formats.warc import load_warc

PAGE = "<html><head><title>The ice</title></head><body><p>The ice is here, {n} days early.</p>"


def made(packed: bool = True) -> bytes:
    data = b""
    for n, kind in enumerate(["text/html", "text/html; charset=utf-8", "image/png"]):
        page = f"HTTP/1.0 200 OK\r\nContent-Type: {kind}\r\n\r\n{PAGE.format(n=n)}"
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/{n}\r\n"
            "WARC-Date: 2026-05-02T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:0>\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
        )
        record = f"{head}Content-Length: {len(page)}\r\n\r\n{page}\r\n\r\n".encode()
        data += gzip.compress(record) if packed else record
    return data


@pytest.mark.parametrize("packed", [True, False])
def test_each_page_is_an_article_without_the_time_of_the_crawl(packed: bool) -> None:
    articles = load_warc(made(packed), "a.warc").articles
    assert list(articles) == ["https://a.example/0", "https://a.example/1"]
    article = articles["https://a.example/1"]
    assert (article.title, article.text) == ("The ice", "The ice is here, 1 days early.")
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
