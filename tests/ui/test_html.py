import json
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.article import ArticleInfo
from rag.render import plain
from rag.schema import Facts
from rag.types import Answer, Citation, Nearest, Reason, Sentence, Span
from rag.ui import html
from rag.ui.conversation import Exchange

ALLOWED = {
    "a": {"href", "target", "rel"},
    "aside": {"class", "aria-label"},
    "button": {
        "type", "class", "id", "aria-haspopup", "aria-label", "data-note", "data-turn", "data-article", "data-sha256",
        "data-start", "data-end", "data-card", "data-verdict", "aria-pressed",
    },
    "div": {"class", "role", "aria-label"},
    "em": set(),
    "form": {"class", "hidden"},
    "h2": {"class"},
    "label": set(),
    "li": set(),
    "mark": {"class"},
    "ol": {"class"},
    "p": {"class", "title"},
    "section": {"class", "aria-label", "data-answer"},
    "span": {"class"},
    "sup": set(),
    "textarea": {"rows", "maxlength"},
}  # fmt: skip

PAYLOADS = [
    "<script>window.pwned=1</script>",
    '"><img src=x onerror=window.pwned=1>',
    "' onmouseover='window.pwned=1",
    "</mark></p></div><iframe srcdoc='<script>1</script>'>",
    "<!--",
    "]]>",
    "&lt;script&gt;",
    "javascript:window.pwned=1",
    "JaVaScRiPt\t:alert(1)",
    "data:text/html,<script>1</script>",
    "${window.pwned=1}",
    "{{constructor.constructor('window.pwned=1')()}}",
    "<svg/onload=window.pwned=1>",
    "\u202e<b>\x00",
]
hostile = st.lists(st.sampled_from(PAYLOADS) | st.text(min_size=1, max_size=20), min_size=1, max_size=3).map(" ".join)


class Tree(HTMLParser):
    """Reads HTML as a browser would, and refuses what html.py may not write."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(source)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        assert tag in ALLOWED, tag
        assert {name for name, _ in attrs} <= ALLOWED[tag], attrs
        assert len(attrs) == len(dict(attrs))
        assert all((value or "").startswith(("http://", "https://")) for name, value in attrs if name == "href")
        self.open.append(tag)
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        pytest.fail(f"a comment: {data}")

    def handle_decl(self, decl):
        pytest.fail(f"a declaration: {decl}")


def info(text="Text", title="A title", source="Source", url="", published=None):
    return ArticleInfo("an-id", title, source, url, published, "0" * 64)


def cited(text="The words.", **article):
    citation = Citation(1, info(**article), Span(0, len(text)), text)
    return Answer("Q?", "Q?", (Sentence(text, (1,)),), (citation,), confidence=0.926)


@given(hostile, hostile, hostile, hostile, hostile)
def test_nothing_from_outside_becomes_markup(question, quote, title, source, url):
    article = ArticleInfo(title, title, source, url, date(2026, 2, 1), source)
    citation = Citation(1, article, Span(0, len(quote)), quote, Span(0, 1))
    answer = Answer(question, url, (Sentence(quote, (1,)), Sentence(title, ())), (citation,))
    refused = Answer(
        question, url, abstained=True, reason=Reason.WEAK_EVIDENCE, message=quote, nearest=(Nearest(article, 1.0),)
    )
    helped = Answer(question, question, reason=Reason.HELP, message=quote)
    exchanges = [
        *(Exchange(question, given) for given in (answer, refused, helped, None)),
        Exchange(question, problem=quote),
    ]
    assert plain(quote) in Tree(html.conversation(exchanges)).text
    for exchange in exchanges:
        Tree(html.status(exchange))
    Tree(html.reader(article, quote, Span(0, 1), [Span(0, len(quote))], title))
    Tree(html.no_article(title))


@given(st.text(min_size=1, max_size=200), st.data())
def test_the_reader_shows_the_whole_text_and_marks_the_quote(text, data):
    edges = st.lists(st.integers(0, len(text)), min_size=2, max_size=2, unique=True)
    spans = edges.map(lambda pair: Span(*sorted(pair)))
    quote, others = data.draw(spans), data.draw(st.lists(spans, max_size=3))
    tree = Tree(html.reader(info(title=""), text, quote, others))
    shown = "".join(tree.text.split())
    assert shown == "".join(plain(f"Source{text}").split())


def test_the_quote_is_marked_and_other_citations_faintly():
    text = "One. Two. Three."
    shown = html.reader(info(), text, Span(5, 9), [Span(10, 16)])
    assert '<p>One. <mark class="fn-cited">Two.</mark> <mark class="fn-other">Three.</mark></p>' in shown


def test_a_quote_over_a_paragraph_border_is_marked_on_both_sides():
    shown = html.reader(info(), "One.\n\nTwo.", Span(2, 8), [])
    assert 'On<mark class="fn-cited">e.</mark></p><p><mark class="fn-cited">Tw</mark>o.' in shown


def test_without_blank_lines_every_line_is_a_paragraph():
    assert "<p>One.</p><p>Two.</p>" in html.reader(info(), "One.\nTwo.\n", None, [])


def test_with_blank_lines_a_line_end_is_kept_inside_the_paragraph():
    assert "<p>- a\n- b</p><p>End.</p>" in html.reader(info(), "- a\n- b\n\nEnd.", None, [])


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//host/x", "file:///etc/passwd", "http://", ""])
def test_an_unsafe_address_is_no_link(url):
    assert "<a" not in html.reader(info(url=url), "Text", None, [])


def test_a_link_leaves_no_trace_of_where_it_came_from():
    shown = html.reader(info(url='https://example.org/?a="b'), "Text", None, [])
    assert '<a href="https://example.org/?a=&quot;b" target="_blank" rel="noopener noreferrer">' in shown


def test_an_answer_has_labelled_markers_and_a_card_for_each():
    tree = Tree(html.conversation([Exchange("Q?", cited()), Exchange("Q?", cited(published=date(2025, 3, 12)))]))
    buttons = [attributes for tag, attributes in tree.tags if tag == "button"]
    assert [b.get("aria-label") for b in buttons if b["class"] == "fn-marker"] == ["Footnote 1: A title"] * 2
    assert [b.get("id") for b in buttons if b["class"] == "fn-card"] == ["fn-1-1", "fn-2-1"]
    assert all(sum(b.get("data-note") == note for b in buttons) == 2 for note in ("fn-1-1", "fn-2-1"))
    assert "“The words.”" in tree.text
    assert "12 March 2025" in tree.text
    assert "Confidence 93%" in tree.text


def test_an_answer_can_be_judged_and_so_can_each_of_its_footnotes():
    tree = Tree(html.conversation([Exchange("Q?", cited())]))
    pressed = [(a["class"], a.get("data-verdict") or a["data-card"]) for _, a in tree.tags if "aria-pressed" in a]
    assert pressed == [("fn-verdict", "right"), ("fn-verdict", "wrong"), ("fn-reject", "fn-1-1")]
    assert "Doesn't support this (footnote 1)" in tree.text


@pytest.mark.parametrize(
    "exchange",
    [
        Exchange("hi", Answer("hi", "hi", reason=Reason.HELP, message="Ask.")),
        Exchange("Q?"),
        Exchange("Q?", problem="Broken"),
    ],
)
def test_what_is_no_answer_can_not_be_judged(exchange):
    shown = html.conversation([exchange])
    assert "fn-feedback" not in shown
    assert "data-answer" not in shown


@given(hostile, hostile)
def test_the_page_knows_exactly_which_answer_is_judged(question, quote):
    answer = Answer(question, quote, (Sentence(quote, ()),), confidence=0.5)
    (turn,) = [a["data-answer"] for tag, a in Tree(html.conversation([Exchange(question, answer)])).tags if tag == "section"]
    said = {"question": question, "standalone": quote, "answer": quote, "abstained": False, "confidence": 0.5}
    assert json.loads(turn) == said


def test_a_sentence_without_citation_says_so():
    answer = Answer("Q?", "Q?", (Sentence("Invented.", ()),))
    assert "no article supports this" in html.conversation([Exchange("Q?", answer)])


def test_an_abstention_names_its_reason_and_opens_the_nearest():
    near = tuple(Nearest(info(title=f"T{n}"), 1.0) for n in range(3))
    answer = Answer(
        "Q?", "Q?", abstained=True, reason=Reason.NOTHING_FOUND, message="The articles hold nothing.", nearest=near
    )
    tree = Tree(html.conversation([Exchange("Q?", answer)]))
    assert "No answer: nothing found" in tree.text
    assert [a["id"] for _, a in tree.tags if a.get("class") == "fn-near"] == ["fn-1-near-1", "fn-1-near-2", "fn-1-near-3"]
    assert sum(a.get("class") == "fn-verdict" for _, a in tree.tags) == 2


def test_help_is_a_plain_message():
    answer = Answer("hi", "hi", reason=Reason.HELP, message="Ask about the articles.")
    shown = html.conversation([Exchange("hi", answer)])
    assert '<p class="fn-help">Ask about the articles.</p>' in shown
    assert "Confidence" not in shown


def test_the_searched_question_is_shown_only_where_it_differs():
    assert "Searched as" not in html.conversation([Exchange("Q?", cited())])
    answer = Answer("And then?", "What happened? And then?", message="x", abstained=True)
    assert "Searched as “What happened? And then?”" in html.conversation([Exchange("And then?", answer)])


def test_a_long_question_is_cut_for_show():
    assert len(html.conversation([Exchange("x" * 20_000, problem="too long")])) < 1_000


@pytest.mark.parametrize(
    ("exchange", "said"),
    [
        (Exchange("Q?"), "Searching the articles…"),
        (Exchange("Q?", problem="the question is empty"), "The question is empty"),
        (Exchange("Q?", cited()), "Answered, 1 footnote."),
        (Exchange("Q?", Answer("Q?", "Q?", message="The articles hold nothing.")), "The articles hold nothing."),
    ],
)
def test_what_is_announced(exchange, said):
    assert html.status(exchange) == said


def test_facts():
    synced = datetime(2026, 11, 24, 1, 5, tzinfo=UTC)
    assert html.facts(Facts(1, 3, None, None, None)) == "1 article"
    assert html.facts(Facts(1_600, 9, date(2025, 7, 1), date(2026, 2, 27), synced)) == (
        "1,600 articles · 1 July 2025 to 27 February 2026 · last synced 24 November 2026, 01:05 UTC"
    )
