from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest

from rag.core.article import ArticleInfo
from rag.core.conversation import ConversationInfo
from rag.core.corpus import Facts
from rag.ui.catalogue import LANGUAGES, catalogue
from rag.ui.pages import room
from tests.render.exports.payloads import PAYLOADS

EN = catalogue("en")
NOW = datetime(2026, 11, 27, 22, 0, tzinfo=UTC)
FACTS = Facts(1_600, 9_000, date(2025, 7, 1), date(2026, 2, 27), NOW)


def article(number: int, outlet: str = "Courier", published: date | None = None) -> ArticleInfo:
    return ArticleInfo(f"a{number}", f"Title {number}", outlet, "", published, "0" * 64)


def talk(title: str) -> ConversationInfo:
    return ConversationInfo("an-id", title, NOW, NOW, 1)


class Page(HTMLParser):
    """Gathers the elements of a page and what its attributes may do."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.loaded: list[str] = []
        self.harmful: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loaded += [value or "" for name, value in attrs if name in ("src", "href")]
        self.harmful += [name for name, _ in attrs if name.startswith("on") or name == "style"]


def test_a_library_is_held_in_numbers_and_its_newest_articles() -> None:
    articles = [article(n, "A" if n % 2 else "", date(2026, 1, n)) for n in range(1, 9)]
    held = room.holding(FACTS, [*articles, article(0)])
    assert held.outlets == 2
    assert [info.id for info in held.newest] == ["a8", "a7", "a6", "a5", "a4", "a3"]


def test_the_page_has_its_files_its_texts_and_no_script_in_it() -> None:
    page = Page(room.room_page(EN, [talk("A talk")], room.holding(FACTS, [article(1)])))
    files = [path.removeprefix("/room/") for path in page.loaded if path.startswith("/room/")]
    assert {"tokens.css", "room.css", "theme.js", "room.js"} <= set(files) <= set(room.ASSETS)
    assert page.harmful == []
    addresses = [path for path in page.loaded if not path.startswith(("/", "#"))]
    assert addresses == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_its_language(language: str) -> None:
    t = catalogue(language)
    html = room.room_page(t, [], room.Holding())
    assert f'<html lang="{language}">' in html
    assert f"<h1>{t('start_title')}</h1>" in html


def test_the_page_is_the_same_whatever_a_conversation_or_an_article_is_called() -> None:
    plain = Page(room.room_page(EN, [talk("A talk")], room.holding(FACTS, [article(1)])))
    for payload in PAYLOADS:
        info = ArticleInfo(payload, payload, payload, payload, None, payload)
        html = room.room_page(EN, [talk(payload)], room.holding(FACTS, [info]))
        page = Page(html)
        assert page.tags == plain.tags
        assert page.harmful == []


def test_what_the_library_holds_is_told_in_one_place() -> None:
    line = room.facts_line(EN, room.holding(FACTS, [article(1), article(2, "Other")]))
    assert "<b>1,600 articles</b> from 2 outlets" in line
    assert "July 2025 to February 2026" in line
    assert f'<time datetime="{NOW.isoformat()}" data-ago>' in line
    assert "outlet" not in room.facts_line(EN, room.holding(FACTS, [article(1, "")]))


def test_why_nothing_can_be_told_is_told() -> None:
    assert room.facts_line(EN, room.Holding(note="no <b>")) == "no &lt;b&gt;"


def test_an_empty_library_says_how_to_add_articles() -> None:
    html = room.room_page(EN, [], room.Holding())
    assert 'class="fn-empty"' in html
    assert 'class="fn-newest"' not in html


def test_conversations_are_listed_or_said_to_be_none() -> None:
    listed = room.talks_list(EN, [talk("A <b>")], "")
    assert 'href="/#/c/an-id"' in listed
    assert "A &lt;b&gt;" in listed
    assert EN("no_conversations") in room.talks_list(EN, [], "")
    assert EN("no_conversation_found") in room.talks_list(EN, [], "words")


def test_suggestions_have_their_kinds() -> None:
    html = room.start(EN, [("why", "Why <b>?"), ("open", "What?")])
    assert 'data-question="Why &lt;b&gt;?"' in html
    assert EN("kind_why") in html
    assert room.start(EN, []) == ""


def test_every_asset_ships_with_the_pages() -> None:
    assert all(room.asset(name) for name in room.ASSETS)
    with pytest.raises(FileNotFoundError):
        room.asset("nothing.js")
