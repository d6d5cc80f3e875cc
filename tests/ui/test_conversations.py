"""The list of conversations: found again, renamed, deleted, brought back, and nobody else's."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, expect

from tests.ui.steps import ask, expect_no_reader, open_footnote, said, talk

FIRST = "What challenges remain?"
SECOND = "What is black mass?"


def test_conversations_are_listed_and_open_after_a_reload(page: Page) -> None:
    expect(page.get_by_role("navigation")).to_contain_text("What you ask is kept here")
    ask(page, FIRST)
    expect(talk(page, FIRST)).to_have_attribute("aria-current", "page")
    page.get_by_role("link", name="New question").click()
    ask(page, SECOND)
    listed = page.locator(".fn-talk a")
    expect(listed).to_have_text([SECOND, FIRST])
    expect(page.locator("#fn-talks h3")).to_have_text(["Today"])
    page.goto(page.url.partition("#")[0])
    expect(page.locator(".fn-turn")).to_have_count(0)
    talk(page, FIRST).click()
    expect(page.locator(".fn-q-text")).to_have_text([FIRST])
    expect(page.locator(".fn-answer .fn-m")).to_have_count(2)
    expect(page.get_by_role("main").get_by_role("heading", level=1)).to_have_text(FIRST)
    open_footnote(page.locator(".fn-turn"), 2)
    talk(page, SECOND).click()
    expect_no_reader(page)
    expect(page.locator(".fn-q-text")).to_have_text([SECOND])
    page.go_back()
    expect(page.locator(".fn-q-text")).to_have_text([FIRST])


def test_a_conversation_is_renamed(page: Page) -> None:
    ask(page, FIRST)
    page.get_by_role("main").get_by_role("button", name="Rename, delete").click()
    page.get_by_role("button", name="Rename", exact=True).click()
    name = page.get_by_role("textbox", name="Rename")
    expect(name).to_have_value(FIRST)
    name.fill("Batteries <b>here</b>")
    name.press("Enter")
    expect(talk(page, "Batteries <b>here</b>")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("heading", level=1)).to_have_text(
        "Batteries <b>here</b>"
    )
    page.reload()
    expect(talk(page, "Batteries <b>here</b>")).to_be_visible()
    expect(page).to_have_title("Batteries <b>here</b> · Footnote")


def test_a_conversation_is_deleted_and_brought_back(page: Page) -> None:
    ask(page, FIRST)
    page.get_by_role("button", name=f"Rename or delete: {FIRST}").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(said(page)).to_contain_text(f"Deleted: {FIRST}")
    expect(talk(page, FIRST)).to_have_count(0)
    expect(page.locator(".fn-turn")).to_have_count(0)
    expect(page.get_by_role("heading", name="What do the articles say?")).to_be_visible()
    said(page).get_by_role("button", name="Undo").click()
    talk(page, FIRST).click()
    expect(page.locator(".fn-q-text")).to_have_text([FIRST])


def test_conversations_are_found_by_their_words(page: Page) -> None:
    ask(page, FIRST)
    page.get_by_role("link", name="New question").click()
    ask(page, SECOND)
    page.get_by_role("button", name="Search conversations").click()
    find = page.get_by_role("searchbox", name="Search conversations")
    expect(find).to_be_focused()
    find.fill("black")
    expect(page.locator(".fn-talk a")).to_have_text([SECOND])
    find.fill("nothing of the kind")
    expect(page.locator("#fn-talks")).to_contain_text("No conversation has these words.")
    page.get_by_role("button", name="Search conversations").click()
    expect(page.locator(".fn-talk a")).to_have_count(2)


@contextmanager
def readers(browser: Browser, url: str) -> Iterator[tuple[Page, Page]]:
    """Yield the pages of two readers."""
    with browser.new_context() as left, browser.new_context() as right:
        pages = left.new_page(), right.new_page()
        for page in pages:
            page.goto(url)
        yield pages


def test_two_readers_never_see_each_other(browser: Browser, app_url: str) -> None:
    with readers(browser, app_url) as (one, other):
        ask(one, "When did Northvolt file for bankruptcy in Sweden?")
        turn = ask(other, "And who bought its plants?")
        expect(turn.locator(".fn-with")).to_have_count(0)
        for page, mine in (
            (one, "When did Northvolt file for bankruptcy in Sweden?"),
            (other, "And who bought its plants?"),
        ):
            page.reload()
            expect(page.locator(".fn-talk a")).to_have_text([mine])
            expect(page.locator(".fn-q-text")).to_have_text([mine])


def test_a_guessed_address_opens_nothing(browser: Browser, app_url: str) -> None:
    with readers(browser, app_url) as (one, other):
        ask(one, FIRST)
        ask(other, FIRST)
        place = one.url.partition("#")[2]
        name, turn = place.split("/")[2], one.locator(".fn-turn").get_attribute("data-turn")
        other.goto(f"{app_url}/#/")
        expect(other.locator(".fn-turn")).to_have_count(0)
        other.goto(f"{app_url}/#{place}/turn/1/quote/1")
        expect(said(other)).to_contain_text("no such conversation")
        expect(other.locator(".fn-turn")).to_have_count(0)
        expect(other).to_have_url(re.compile("#/$"))
        asked = other.request
        origin = {"Origin": app_url, "Sec-Fetch-Site": "same-origin"}
        posts = {
            "rename": {"id": name, "title": "Mine"},
            "delete": {"id": name},
            "restore": {"id": name},
            "branch": {"conversation": name, "turn": turn, "step": 1},
            "copy": {"conversation": name, "turn": turn, "quote": 0},
            "clip": {"conversation": name, "turn": turn, "quote": 1},
        }
        refused = [asked.get(f"{app_url}/room/c/{name}")]
        refused += [asked.get(f"{app_url}/room/export/{name}/markdown")]
        for route, body in posts.items():
            refused.append(asked.post(f"{app_url}/room/{route}", data=body, headers=origin))
        assert {reply.status for reply in refused} == {409}
        one.reload()
        expect(one.locator(".fn-talk a")).to_have_text([FIRST])
        open_footnote(one.locator(".fn-turn"), 1)
        expect(one.locator(".fn-cross")).to_have_count(0)


def test_an_address_that_nothing_has_leads_to_the_start(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/#/c/there-is-none/turn/3/quote/9")
    expect(said(page)).to_contain_text("no such conversation")
    expect(page.get_by_role("heading", name="What do the articles say?")).to_be_visible()


def test_other_answers_that_quote_an_article_are_a_click_away(page: Page) -> None:
    ask(page, FIRST)
    page.get_by_role("link", name="New question").click()
    turn = ask(page, "Which challenges persist?")
    open_footnote(turn, 1)
    other = page.locator(".fn-cross").get_by_role("link", name=FIRST)
    expect(other).to_be_visible()
    other.click()
    expect(page.locator(".fn-q-text")).to_have_text([FIRST])
