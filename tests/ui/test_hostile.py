"""Whatever stands in an article, a file name or a question: nothing of it comes alive in the page.

Fifty texts that want to, in every place where something from outside is shown. What the filter of
injections would keep out must be harmless too, so it is off here.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

import rag
from rag.core.answer import Answer, Citation
from rag.core.conversation import TurnState, owner_of
from rag.core.span import Span
from rag.library.kept import Kept, open_kept
from rag.service.readers import name_of
from rag.settings import AnswerSettings, Settings
from tests.render.exports.payloads import PAYLOADS, hostile, refused
from tests.ui.apps import served
from tests.ui.hostile import index_hostile
from tests.ui.steps import ask, marker, said, text_of, verdict
from tests.ui.watching import Watch, check

MOST_OPENED = 8
"""How many articles a browser opens; all fifty are opened through the same template elsewhere."""


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("state")


@pytest.fixture(scope="module")
def bot(state: Path, tmp_path_factory: pytest.TempPathFactory) -> rag.Chatbot:
    corpus = tmp_path_factory.mktemp("hostile")
    settings = Settings(state_dir=state, answer=AnswerSettings(skip_injections=False))
    index_hostile(corpus, settings)
    return rag.open(settings=settings)


@pytest.fixture(scope="module")
def hostile_url(bot: rag.Chatbot, state: Path) -> Iterator[str]:
    with served(lambda: bot, state) as url:
        yield url


@pytest.fixture(scope="module")
def kept(bot: rag.Chatbot) -> Kept:
    return open_kept(bot.library)


@pytest.fixture
def watched(context: BrowserContext, hostile_url: str) -> tuple[Page, Watch]:
    page = context.new_page()
    watch = Watch(page)
    page.goto(hostile_url)
    return page, watch


def owner(page: Page) -> str:
    """Return to whom the conversations of a page belong."""
    name = name_of(urlsplit(page.url).port)
    (secret,) = [one["value"] for one in page.context.cookies() if one["name"] == name]
    return owner_of(secret)


def quoting(bot: rag.Chatbot, number: int, answer: Answer) -> Answer:
    """Return an answer whose footnote quotes an article of the library, all of it."""
    article = bot.article(f"heide-{number}")
    assert article
    citation = Citation(1, article.info, Span(0, len(article.text)), article.text)
    return replace(answer, articles=(), citations=(citation,))


def test_fifty_stored_texts_are_dead_in_a_conversation(
    watched: tuple[Page, Watch], bot: rag.Chatbot, kept: Kept, hostile_url: str
) -> None:
    page, watch = watched
    mine = owner(page)
    talk = kept.conversations.start(mine, PAYLOADS[0])
    for number, payload in enumerate(PAYLOADS):
        turn = talk.turns[-1] if not number else kept.conversations.add(mine, talk.info.id, payload)
        answer = quoting(bot, number, hostile(payload)) if number % 2 else refused(payload)
        kept.conversations.finish(mine, turn.id, answer, TurnState.DONE)
        turn = kept.conversations.add(mine, talk.info.id, payload)
        kept.conversations.finish(mine, turn.id, None, TurnState.FAILED, payload)
    for payload in PAYLOADS:
        other = kept.conversations.start(mine, payload)
        kept.conversations.rename(mine, other.info.id, payload)
    page.goto(f"{hostile_url}/#/c/{talk.info.id}")
    expect(page.locator(".fn-turn")).to_have_count(2 * len(PAYLOADS))
    page.reload()
    expect(page.locator(".fn-turn")).to_have_count(2 * len(PAYLOADS))
    expect(page.locator(".fn-talk")).to_have_count(50)
    check(page, watch)
    for number in range(1, len(PAYLOADS), 2)[:MOST_OPENED]:
        turn_here = page.locator(f"[data-state='done']:nth-child({2 * number + 1})")
        marker_here = turn_here.locator(".fn-answer .fn-m").first
        marker_here.scroll_into_view_if_needed()
        expect(marker_here).to_be_in_viewport()
        page.mouse.move(5, 5)
        marker_here.hover()
        expect(page.get_by_role("tooltip")).to_be_visible()
        marker_here.click()
        expect(text_of(page)).to_contain_text(f"Heide {number}")
        check(page, watch)
        page.keyboard.press("Escape")


def test_every_article_is_dead_in_the_reader(watched: tuple[Page, Watch], bot: rag.Chatbot) -> None:
    page, watch = watched
    show = """async ([articles]) => {
        for (const [article, sha256] of articles) {
            const reply = await fetch("/room/article", {
                method: "POST", headers: { "Content-Type": "application/json" },
                body: JSON.stringify({ article, sha256, quotes: [[1, 0, 9]], turn: "" }),
            });
            const shown = document.createElement("aside");
            shown.innerHTML = (await reply.json()).html;
            document.getElementById("fn-turns").append(shown);
        }
    }"""
    page.evaluate(show, [[[info.id, info.sha256] for info in bot.articles()]])
    expect(page.locator(".fn-article-title")).to_have_count(len(bot.articles()))
    check(page, watch)


def test_what_is_chosen_from_is_dead(watched: tuple[Page, Watch]) -> None:
    page, watch = watched
    for kind in ("outlets", "topics", "articles"):
        page.locator(f"[data-chip={kind}]").click()
        expect(page.get_by_role("checkbox").nth(20)).to_be_attached()
        check(page, watch)
        page.get_by_role("checkbox").first.check()
        page.get_by_role("button", name="Apply").click()
        check(page, watch)


@pytest.mark.parametrize("payload", [PAYLOADS[0], PAYLOADS[8], PAYLOADS[38], PAYLOADS[44]])
def test_what_is_asked_named_and_judged_is_dead(watched: tuple[Page, Watch], payload: str) -> None:
    page, watch = watched
    turn = ask(page, f"How many GWh does the plant in Heide make? {payload}")
    expect(turn.locator(".fn-q-text")).to_contain_text(payload)
    check(page, watch)
    verdict(turn, "Wrong").click()
    turn.get_by_label("Which words would have answered it?").fill(payload)
    turn.get_by_role("button", name="Send").click()
    expect(turn.locator(".fn-said")).to_contain_text("Thank you, saved")
    page.locator(".fn-talk button").first.click()
    page.get_by_role("button", name="Rename", exact=True).click()
    page.get_by_role("textbox", name="Rename").fill(payload)
    page.keyboard.press("Enter")
    expect(page.locator(".fn-talk a").first).to_have_text(payload)
    page.locator(".fn-talk button").first.click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(said(page)).to_contain_text(payload)
    check(page, watch)


def test_a_file_name_and_what_it_holds_are_dead(watched: tuple[Page, Watch]) -> None:
    page, watch = watched
    turn = ask(page, "When did the mine in Salla 3 open?")
    opener = (
        marker(turn, 1)
        if turn.locator(".fn-answer .fn-m").count()
        else turn.locator(".fn-near button")
    )
    opener.first.click()
    expect(text_of(page)).to_be_visible()
    check(page, watch)
