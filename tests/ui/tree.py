"""What the tests of the page's HTML share: a strict parser, hostile texts, and turns."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import strategies as st

from rag.core.answer import Answer, Certainty, Citation, Sentence
from rag.core.article import ArticleInfo
from rag.core.conversation import KeptTurn, TurnState
from rag.core.corpus import Filter
from rag.core.span import Span
from rag.ui.catalogue import catalogue
from rag.ui.parts.turn import Setting, turn_html

NO_LIMITS = Filter()
EN = catalogue("en")
_DATA = {"data-article", "data-sha256", "data-start", "data-end", "data-m", "data-open"}
ALLOWED = {
    "a": {"class", "href", "target", "rel", "data-heading"},
    "article": {"aria-label", "class", "data-answer", "data-state", "data-turn", "id"},
    "aside": {"aria-label", "class"},
    "b": {"class", "role"},
    "button": _DATA | {
        "aria-expanded", "aria-label", "aria-pressed", "class", "data-do", "data-question",
        "data-quote", "data-step", "data-verdict", "title", "type",
    },
    "circle": {"cx", "cy", "fill", "r", "stroke-dasharray"},
    "dd": set(),
    "del": set(),
    "details": {"class"},
    "div": _DATA | {
        "aria-hidden", "aria-label", "class", "hidden", "id", "lang", "role", "tabindex",
    },
    "dl": {"class"},
    "dt": set(),
    "em": set(),
    "form": {"class", "hidden", "id", "role"},
    "h2": {"class"},
    "h3": {"class", "data-heading"},
    "i": {"class"},
    "input": {"aria-label", "maxlength", "placeholder", "type"},
    "ins": set(),
    "label": set(),
    "li": set(),
    "mark": set(),
    "nav": {"aria-label", "class"},
    "ol": {"class"},
    "p": {"aria-live", "class", "data-name", "hidden", "role"},
    "path": {"d", "fill"},
    "s": {"class", "title"},
    "section": {"class"},
    "span": {"class", "data-place", "data-quote", "id", "role", "title"},
    "strong": set(),
    "summary": set(),
    "svg": {"aria-hidden", "class", "viewbox"},
    "table": {"class"},
    "td": set(),
    "template": {"data-card"},
    "textarea": {"maxlength", "rows"},
    "th": {"scope"},
    "thead": set(),
    "time": {"class", "data-ago", "datetime"},
    "tr": {"class"},
    "ul": {"class"},
    "use": {"href"},
}  # fmt: skip
_VOID = ("input",)
_ADDRESSES = ("http://", "https://", "#i-", "#", "/#/c/")

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
    """Reads HTML as a browser would, and refuses what no template writes.

    Attributes:
        tags: the elements with their attributes, in order.
        text: all text, that of the cards (in `template`) left out.
    """

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.cards = ""
        self.feed(source)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, tag
        assert {name for name, _ in attrs} <= ALLOWED[tag], (tag, attrs)
        assert len(attrs) == len(dict(attrs))
        assert all((value or "").startswith(_ADDRESSES) for name, value in attrs if name == "href")
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "template" in self.open:
            self.cards += data
        else:
            self.text += data

    def handle_comment(self, data: str) -> None:
        pytest.fail(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        pytest.fail(f"a declaration: {decl}")

    def all(self, tag: str, **attributes: str) -> list[Mapping[str, str | None]]:
        """Return the elements of a kind with some attributes; `class_` is `class`, "_" is "-"."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            found
            for name, found in self.tags
            if name == tag and all(found.get(key) == value for key, value in wanted.items())
        ]


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


def turn(
    answer: Answer | None = None,
    state: TurnState = TurnState.DONE,
    question: str = "Q?",
    problem: str = "",
    where: Filter = NO_LIMITS,
) -> KeptTurn:
    """Return a turn of a conversation."""
    asked = datetime(2026, 11, 27, tzinfo=UTC)
    return KeptTurn("a-turn", "", question, where, False, state, asked, answer, problem)


def shown(one: KeptTurn, setting: Setting | None = None) -> str:
    """Return a turn as HTML, in English."""
    return turn_html(one, setting or Setting(EN))
