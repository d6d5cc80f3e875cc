from datetime import date

import pytest

from rag.errors import CorpusError, PassedOver
from rag.sources.formats.feed import load_feed

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>
<description>{description}</description><language>en-us</language>{items}</channel></rss>"""
ITEM = """<item><title>Prices &amp;amp; rents</title><link>https://a.example/{n}</link>
<guid>id-{n}</guid><pubDate>Wed, 25 Nov 2026 23:30:00 -0500</pubDate><category>Local</category>
<description><![CDATA[<p>It rose by {n} percent.</p><p>Then it fell.</p>]]></description></item>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Lakeside Courier</title>
<entry><id>urn:1</id><title>The ice</title><author><name>Anna Keller</name></author>
<published>2026-11-20T06:00:00+01:00</published><updated>2026-11-21T06:00:00Z</updated>
<content type="html">&lt;p&gt;The ice is here.&lt;/p&gt;</content><summary>Ice</summary></entry>
<entry><id>urn:2</id><title>Only a title</title><updated>2026-11-22T06:00:00Z</updated></entry>
</feed>"""


def rss(
    title: str = "ENA feed", description: str = "Elle News Agency, news", count: int = 2
) -> bytes:
    items = "".join(ITEM.format(n=number) for number in range(count))
    return RSS.format(title=title, description=description, items=items).encode()


def test_each_entry_is_an_article_under_its_id() -> None:
    reading = load_feed(rss(), "a.xml")
    assert list(reading.articles) == ["id-0", "id-1"]
    article = reading.articles["id-1"]
    assert (article.text, article.title) == (
        "It rose by 1 percent.\n\nThen it fell.",
        "Prices & rents",
    )
    assert (article.url, article.topics) == ("https://a.example/1", ("Local",))
    assert (article.published, article.details.date_origin) == (date(2026, 11, 25), "feed")


@pytest.mark.parametrize(
    ("title", "description", "outlet"),
    [
        ("ENA feed", "Elle News Agency, regional news", "Elle News Agency"),
        ("Lakeside Courier - RSS", "All of it", "Lakeside Courier"),
        ("Lakeside Courier: Local", "", "Lakeside Courier"),
        ("Ostwelt", "Everything", "Ostwelt"),
    ],
)
def test_the_outlet_is_the_name_that_sounds_like_one(
    title: str, description: str, outlet: str
) -> None:
    articles = load_feed(rss(title, description), "a.xml").articles
    assert {article.outlet for article in articles.values()} == {outlet}


def test_an_atom_feed_with_content_and_without() -> None:
    first, second = load_feed(ATOM.encode(), "a.atom").articles.values()
    assert (first.text, first.authors) == ("The ice is here.", ("Anna Keller",))
    assert (first.published, first.details.modified) == (date(2026, 11, 20), date(2026, 11, 21))
    assert (second.text, second.published) == ("Only a title", date(2026, 11, 22))


def test_entities_and_other_xml_are_refused() -> None:
    with pytest.raises(CorpusError, match="declares entities: refused"):
        load_feed(b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + rss(), "a.xml")
    with pytest.raises(PassedOver, match="XML, but no feed"):
        load_feed(b"<a><b/></a>", "a.xml")


def test_a_bad_entry_costs_only_itself_and_is_named() -> None:
    data = rss(count=4).decode()
    for number, bad in ((1, "<div>" * 3_000), (2, "it has \x01 and &amp;#1; in it")):
        data = data.replace(f"<p>It rose by {number} percent.", f"<p>{bad}")
    reading = load_feed(data.encode(), "a.xml")
    assert list(reading.articles) == ["id-0", "id-2", "id-3"]
    assert reading.articles["id-3"].text == "It rose by 3 percent.\n\nThen it fell."
    assert reading.warnings == ("entry 2: nested too deep: save the page anew",)
