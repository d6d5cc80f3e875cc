import gzip
import json

import pytest

from rag.errors import CorpusError
from rag.sources.links import MOST_LISTED, listed

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>The Täglich</title><link>https://example.org/</link>
<atom:link href="https://example.org/feed" rel="self"/>
<item><title>Ä</title><link> https://example.org/ä </link><guid>ignored</guid></item>
<item><title>B</title><guid>https://example.org/b</guid></item>
<item><title>C</title><guid isPermaLink="false">tag:c</guid></item>
<item><title>D</title><link><![CDATA[https://example.org/d?a=1&b=2]]></link>
<source><link>https://example.org/not-this</link></source></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://example.org/"/>
<entry><title>A</title><link rel="edit" href="/edit"/><link rel="alternate" href="/a"/>
<link rel="enclosure" href="/a.mp3"/></entry>
<entry><link href="/b"/><updated>2026-03-02T10:00:00Z</updated></entry></feed>"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://example.org/a</loc><lastmod>2026-03-02</lastmod>
<image:image><image:loc>https://example.org/a.png</image:loc></image:image></url>
<url><loc>https://example.org/b</loc></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://example.org/one.xml.gz</loc></sitemap></sitemapindex>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/"><channel><link>https://example.org/</link></channel>
<item rdf:about="x"><link>https://example.org/a</link></item></rdf:RDF>"""


def urls(data: str | bytes) -> list[str]:
    found = listed(data if isinstance(data, bytes) else data.encode(), "https://example.org/feed")
    return [url for url, _ in found["links"]]


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1252", "utf-16"])
def test_rss_in_any_encoding_that_it_says(encoding: str) -> None:
    assert urls(RSS.format(encoding=encoding).encode(encoding)) == [
        "https://example.org/ä",
        "https://example.org/b",
        "https://example.org/d?a=1&b=2",
    ]


def test_atom_and_rdf() -> None:
    assert urls(ATOM) == ["/a", "/b"]
    assert urls(RDF) == ["https://example.org/a"]


def test_a_sitemap_says_when_a_page_was_changed() -> None:
    expected = [("https://example.org/a", "2026-03-02"), ("https://example.org/b", "")]
    for data in (SITEMAP.encode(), gzip.compress(SITEMAP.encode())):
        assert listed(data, "x") == {"kind": "sitemap", "links": expected}
    assert listed(INDEX.encode(), "x")["kind"] == "index"


def test_a_json_feed() -> None:
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "/a"}, {"id": "b"}]}
    assert urls(json.dumps(feed)) == ["/a"]


def test_of_a_feed_that_breaks_off_what_stands_before_counts() -> None:
    assert urls(ATOM[: ATOM.index("<updated>")]) == ["/a"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"plain text",
        b"<html><body><p>A page.<br></body></html>",
        b"<html/>",
        b"{}",
        b'{"items": 7}',
        b'{"items": [7]}',
        b"{" * 100,
        b"\x00\x01",
    ],
)
def test_what_is_no_list(data: bytes) -> None:
    with pytest.raises(CorpusError, match="no feed and no sitemap: check the address"):
        listed(data, "x")


def test_langchain_cve_2025_6984_entities_are_refused() -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + ATOM
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + ATOM
    for data in (laughs, outside):
        with pytest.raises(CorpusError, match="defines its own entities"):
            listed(data.encode(), "x")


def test_ragflow_12037_an_outside_definition_is_not_fetched() -> None:
    assert urls('<!DOCTYPE feed SYSTEM "http://169.254.169.254/x.dtd">' + ATOM) == ["/a", "/b"]


def test_langchain_12040_nesting_has_a_bound() -> None:
    with pytest.raises(CorpusError, match="nested too deep"):
        listed(b"<a>" * 100_000, "x")


def test_an_endless_list_has_a_bound() -> None:
    many = "<urlset>" + "<url><loc>/a</loc></url>" * (MOST_LISTED + 10) + "</urlset>"
    assert len(urls(many)) == MOST_LISTED


def test_gzip_that_is_a_bomb_or_none() -> None:
    with pytest.raises(CorpusError, match="larger than 50 MB"):
        listed(gzip.compress(bytes(60_000_000)), "x")
    with pytest.raises(CorpusError, match="packed wrongly"):
        listed(b"\x1f\x8bnot gzip", "x")
