"""What the tests of the page's HTML share: a strict parser, hostile texts, and articles."""

from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import strategies as st

from rag.core.answer import Answer, Certainty, Citation, Sentence
from rag.core.article import ArticleInfo
from rag.core.span import Span

ALLOWED = {
    "a": {"href", "target", "rel"},
    "aside": {"class", "aria-label"},
    "button": {
        "type", "class", "id", "aria-haspopup", "aria-label", "aria-pressed", "data-note",
        "data-turn", "data-article", "data-sha256", "data-start", "data-end", "data-card",
        "data-verdict", "data-fill", "data-ask",
    },
    "details": {"class"},
    "div": {"class", "role", "aria-label"},
    "em": set(),
    "form": {"class", "hidden"},
    "h2": {"class"},
    "label": set(),
    "li": set(),
    "mark": {"class"},
    "ol": {"class"},
    "p": {"class", "title", "role", "aria-live"},
    "section": {"class", "aria-label", "data-answer"},
    "span": {"class"},
    "strong": {"class"},
    "summary": set(),
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
hostile = st.lists(
    st.sampled_from(PAYLOADS) | st.text(min_size=1, max_size=20), min_size=1, max_size=3
).map(" ".join)


class Tree(HTMLParser):
    """Reads HTML as a browser would, and refuses what no template writes."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(source)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, tag
        assert {name for name, _ in attrs} <= ALLOWED[tag], attrs
        assert len(attrs) == len(dict(attrs))
        assert all(
            (value or "").startswith(("http://", "https://"))
            for name, value in attrs
            if name == "href"
        )
        self.open.append(tag)
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        pytest.fail(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        pytest.fail(f"a declaration: {decl}")


def info(
    title: str = "A title",
    outlet: str = "Outlet",
    url: str = "",
    published: date | None = None,
) -> ArticleInfo:
    """Return what is known of an article."""
    return ArticleInfo("an-id", title, outlet, url, published, "0" * 64)


def cited(text: str = "The words.", published: date | None = None) -> Answer:
    """Return an answer of one quoted sentence."""
    citation = Citation(1, info(published=published), Span(0, len(text)), text)
    return Answer(
        "Q?", "Q?", (Sentence(text, (1,)),), (citation,), confidence=0.926, certainty=Certainty.SURE
    )
