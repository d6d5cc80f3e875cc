"""Limits below the question box, as a person sets them: they change what is asked, and show."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

import rag
from tests.ui.apps import served
from tests.ui.steps import ask, chip, limit_dates

OUTLET = "North Shore Daily"
LATE = "2026-02-01"


def test_dates_limit_what_is_asked_and_show(page: Page) -> None:
    expect(chip(page, "dates")).to_have_text("All dates")
    limit_dates(page, LATE)
    expect(chip(page, "dates")).to_have_text("Since Feb 1, 2026")
    expect(chip(page, "dates")).to_be_focused()
    turn = ask(page, "Which articles appeared?")
    expect(turn.locator(".fn-with")).to_contain_text("published since 1 February 2026")
    expect(turn.locator(".fn-near li")).to_have_count(4)
    refused = ask(page, "Who is the president of Peru?")
    expect(refused.locator(".fn-sources")).to_contain_text("1 February 2026 to 27 February 2026")
    page.reload()
    expect(chip(page, "dates")).to_have_text("Since Feb 1, 2026")
    chip(page, "dates").click()
    expect(page.get_by_label("From", exact=True)).to_have_value(LATE)
    page.get_by_role("button", name="Clear").click()
    expect(chip(page, "dates")).to_have_text("All dates")
    turn = ask(page, "Which articles appeared?")
    expect(turn).to_contain_text("16 articles")


@pytest.fixture(scope="module")
def outlets_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an app whose articles have outlets, but for one that is a file."""
    folder = tmp_path_factory.mktemp("outlets")
    (folder / "heide.md").write_text("The plant in Heide opened in 2021.")
    articles = [
        rag.Article(f"The plant in {town} opened in 2021.", title=town, outlet=outlet)
        for town, outlet in (("Herne", "Lakeside Courier"), ("Hof", "North Shore Daily"))
    ]
    rag.index([*articles, folder / "heide.md"], folder / "state")
    bot = rag.open(folder / "state")
    with served(lambda: bot, folder / "state") as url:
        yield url


def test_outlets_are_found_and_chosen(page: Page, outlets_url: str) -> None:
    page.goto(outlets_url)
    chip(page, "outlets").click()
    find = page.get_by_role("searchbox", name="Only these outlets")
    expect(find).to_be_focused()
    expect(page.locator("#fn-popup label")).to_have_text(["Lakeside Courier", OUTLET])
    find.fill("DAILY")
    expect(page.locator("#fn-popup label:visible")).to_have_text([OUTLET])
    page.get_by_role("checkbox", name=OUTLET).check()
    page.get_by_role("button", name="Apply").click()
    expect(chip(page, "outlets")).to_have_text(OUTLET)
    turn = ask(page, "When did the plant open?")
    expect(turn.locator(".fn-with")).to_contain_text(f"from {OUTLET}")
    heads = turn.locator(".fn-source-head b").all_inner_texts()
    assert set(heads) <= {OUTLET}
    chip(page, "outlets").click()
    expect(page.get_by_role("checkbox", name=OUTLET)).to_be_checked()
    page.keyboard.press("Escape")
    expect(page.locator("#fn-popup")).to_be_hidden()
    expect(chip(page, "outlets")).to_be_focused()


def test_articles_are_chosen_by_title(page: Page) -> None:
    chip(page, "articles").click()
    page.get_by_role("checkbox", name=re.compile("^Verkor opens")).check()
    page.get_by_role("checkbox", name=re.compile("^ACC concentrates")).check()
    page.get_by_role("button", name="Apply").click()
    expect(chip(page, "articles")).to_have_text("2 articles")
    turn = ask(page, "Which articles appeared?")
    expect(turn.locator(".fn-near li")).to_have_count(2)


def test_topics_are_chosen(page: Page) -> None:
    chip(page, "topics").click()
    page.get_by_role("checkbox", name="Verkor", exact=True).check()
    page.get_by_role("button", name="Apply").click()
    expect(chip(page, "topics")).to_have_text("Verkor")
    turn = ask(page, "Which articles appeared?")
    expect(turn.locator(".fn-with")).to_contain_text("on Verkor")
    assert 0 < turn.locator(".fn-near li").count() < 16


def test_the_day_from_which_is_counted_changes_the_answer(page: Page) -> None:
    chip(page, "asof").click()
    page.get_by_label("Count “last month” from").fill("2026-03-15")
    page.get_by_role("button", name="Apply").click()
    expect(chip(page, "asof")).to_have_text("As of Mar 15, 2026")
    turn = ask(page, "Which articles appeared last month?")
    expect(turn.locator(".fn-near li")).to_have_count(4)


def test_the_limits_can_be_left_for_one_question(page: Page) -> None:
    limit_dates(page, LATE)
    turn = ask(page, "Which articles appeared?")
    expect(turn.locator(".fn-near li")).to_have_count(4)
    turn.get_by_role("button", name="Ask again").click()
    page.get_by_role("button", name="In all dates and outlets").click()
    again = page.locator(".fn-turn:nth-child(2)")
    expect(again).to_contain_text("16 articles")
    expect(again.locator(".fn-with")).to_have_count(0)
    expect(chip(page, "dates")).to_have_class(re.compile("is-set"))
