from datetime import date

import pytest

from rag.core.article import Article
from rag.errors import CorpusError
from rag.sources.formats.html import load_html

BODY = """<p>The bridge over the Elle was closed on Monday after a lorry hit its railing, the police
said. Nobody was hurt, and the road was open again in the evening.</p><p>The damage was put at
40,000 euros. The city wants to repair the railing before the winter, and it will cost more.</p>"""
WORDS = " ".join(BODY.replace("<p>", "").replace("</p>", " ").split())


def load(head: str = "", body: str = BODY, before: str = "", name: str = "a.html") -> Article:
    page = f"<html><head>{head}</head><body>{before}<article>{body}</article></body></html>"
    (article,) = load_html(page.encode(), name).articles.values()
    return article


def test_the_body_in_blocks() -> None:
    table = (
        "<table><tr><th>Town</th><th>Euros</th></tr><tr><td>Heide</td><td>4.10</td></tr></table>"
    )
    article = load(body=f"<h1>Bridge closed</h1>{BODY}{table}<ul><li>One</li><li>Two</li></ul>")
    assert article.title == "Bridge closed"
    assert " ".join(article.text.split()).startswith(WORDS)
    assert article.text.endswith("Town | Euros\nHeide | 4.10\n\n- One\n- Two")


@pytest.mark.parametrize(
    ("head", "origin"),
    [
        ('<meta property="article:published_time" content="2026-03-10T08:00:00Z">', "OpenGraph"),
        ('<meta name="date" content="2026-03-10">', "meta"),
        ('<meta name="DC.date.issued" content="10.03.2026">', "meta"),
        ('<script type="application/ld+json">{"@type":"Article","datePublished":"2026-03-10"}'
         '</script><meta name="date" content="2020-01-01">', "JSON-LD"),
        ('<link rel="canonical" href="https://a.example/2026/03/10/x">', "address"),
    ],
)  # fmt: skip
def test_the_day_of_publication_and_where_it_stood(head: str, origin: str) -> None:
    article = load(head)
    assert (article.published, article.details.date_origin) == (date(2026, 3, 10), origin)


@pytest.mark.parametrize(
    "line",
    [
        '<p class="byline">By Anna Keller <time datetime="2026-03-10T08:00Z">today</time></p>',
        '<span class="published-on">10 March 2026</span>',
        '<p class="meta">Anna Keller | 10. März 2026</p>',
        '<div class="dateline">Published: March 10, 2026</div>',
    ],
)
def test_the_day_that_a_reader_sees(line: str) -> None:
    article = load(body=f"<h1>Bridge closed</h1>{line}{BODY}")
    assert article.published == date(2026, 3, 10)
    assert " ".join(article.text.split()) == WORDS


def test_a_day_in_the_text_is_no_day_of_publication() -> None:
    body = BODY + "<p>It will be open again from 1 April 2026, the city said on Tuesday.</p>"
    assert load(body=body).published is None


def test_days_beside_the_article_are_not_its_own() -> None:
    aside = '<aside><time datetime="2020-01-01">x</time></aside>'
    assert load(before=aside).published is None


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="og:site_name" content="Lakeside Courier"><title>Bridge closed</title>',
        "<title>Bridge closed | Lakeside Courier</title>",
        "<title>Bridge closed - Lakeside Courier</title>",
        '<meta property="og:title" content="Bridge closed">'
        "<title>Bridge closed – Lakeside Courier</title>",
    ],
)
def test_the_outlet_and_the_title(head: str) -> None:
    article = load(head, body=f"<h1>Bridge closed</h1>{BODY}")
    assert (article.title, article.outlet) == ("Bridge closed", "Lakeside Courier")


def test_a_page_without_any_of_it() -> None:
    article = load("<title>Bridge closed</title>", name="x.html")
    assert (article.title, article.outlet, article.published) == ("Bridge closed", "x.html", None)
    assert (article.language, article.authors) == ("en", ())


def test_a_saved_page_has_the_address_it_came_from_and_not_the_day() -> None:
    page = f"<!-- saved from url=(0021)https://a.example/b --><html><body>{BODY}"
    saved = load_html(page.encode(), "a.html").articles[""]
    assert (saved.url, saved.published) == ("https://a.example/b", None)


def test_an_agency_credit_is_known_and_not_read() -> None:
    article = load(body=BODY.replace("cost more.", "cost more. (ENA)"))
    assert (article.details.agency, article.text[-10:]) == ("ENA", "cost more.")


def test_a_page_without_text() -> None:
    with pytest.raises(CorpusError, match="nothing readable was found"):
        load_html(b"<html><body><script>x</script></body></html>", "a.html")


@pytest.mark.parametrize("sign", ["\x01", "&#1;", "&#x1F;", "&#0031;", "&#12;", "\ufffe", "&#x0;"])
def test_control_characters_stand_in_no_tree_and_cost_nothing(sign: str) -> None:
    figure = f"<figure><img><figcaption>The bridge{sign} in May.</figcaption></figure>"
    article = load(body=f"{BODY}{figure}<p>It was &#100;one{sign} on 2{sign} May.</p>")
    assert "The bridge in May." in article.text
    assert article.text.endswith(("It was done on 2 May.", "It was done on 2 May."))
