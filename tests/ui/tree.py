"""What the tests of the page's HTML share: a strict parser, hostile texts, and articles."""

from html.parser import HTMLParser

import pytest
from hypothesis import strategies as st

from rag.article import ArticleInfo
from rag.types import Answer, Citation, Sentence, Span

ALLOWED = {
    "a": {"href", "target", "rel"},
    "aside": {"class", "aria-label"},
    "button": {
        "type", "class", "id", "aria-haspopup", "aria-label", "data-note", "data-turn", "data-article", "data-sha256",
        "data-start", "data-end", "data-card", "data-verdict", "aria-pressed", "data-fill",
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
    "table": {"class"},
    "tbody": set(),
    "td": set(),
    "textarea": {"rows", "maxlength"},
    "th": {"scope"},
    "thead": set(),
    "tr": set(),
    "ul": {"class"},
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
