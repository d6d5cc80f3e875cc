"""A text of one's own, as a person checks it: typed, dropped, read beside the articles, mended."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.ui.checking import DRAFT, RIGHT, WRONG, box, check, go_there, kept, pairs
from tests.ui.steps import said, text_of


@pytest.fixture
def there(page: Page) -> Page:
    """The page, without a draft."""
    go_there(page)
    return page


@pytest.fixture
def checked(there: Page) -> Page:
    """The page with a draft that was checked."""
    check(there, DRAFT)
    return there


def test_it_is_in_the_rail_and_the_first_thing_one_can_do_is_type(page: Page) -> None:
    page.get_by_role("navigation").get_by_role("link", name="Check a text").click()
    expect(box(page)).to_be_focused()
    expect(page.get_by_text("Nothing in your text is changed")).to_be_visible()


def test_every_sentence_has_its_verdict_and_the_filters_count_them(checked: Page) -> None:
    verdicts = [re.compile("^Supported"), re.compile("^Contradicted"),
                re.compile("^Not in the articles"), re.compile("^Nothing to check")]  # fmt: skip
    expect(checked.locator(".fn-finding > .fn-verdict")).to_have_text(verdicts)
    expect(checked.locator("#fn-check-size")).to_have_text(re.compile(r"^4 sentences, .* 1 of 3"))
    expect(checked.locator("#fn-announce")).to_have_text(re.compile("1 of 3 supported"))
    second = pairs(checked).nth(1)
    expect(second.locator(".fn-wrong")).to_have_text("13 March 2025")
    expect(second).to_contain_text("The draft: “13 March 2025”. The article: “12 March 2025”.")
    checked.get_by_role("button", name="Contradicted 1").click()
    expect(pairs(checked).locator("visible=true").first).to_contain_text("13 March 2025")
    expect(pairs(checked).first).to_be_hidden()
    checked.get_by_role("button", name="All 4").click()
    expect(pairs(checked).first).to_be_visible()


def test_a_sentence_opens_the_article_at_the_words_beside_it(checked: Page) -> None:
    pairs(checked).nth(1).locator(".fn-draft-words").click()
    expect(checked.locator(".fn-cited.is-on").first).to_contain_text("12 March 2025")
    expect(pairs(checked).nth(1)).to_have_class(re.compile("is-on"))
    expect(pairs(checked).nth(1)).to_be_in_viewport()
    expect(text_of(checked)).to_be_focused()
    checked.keyboard.press("p")
    expect(pairs(checked).first).to_have_class(re.compile("is-on"))
    checked.keyboard.press("Escape")
    expect(text_of(checked)).to_be_hidden()
    pairs(checked).nth(2).locator(".fn-draft-words").click()
    expect(text_of(checked)).to_be_hidden()


def test_the_keys_go_from_sentence_to_sentence(checked: Page) -> None:
    checked.evaluate("document.activeElement.blur()")
    for number in (0, 1, 2):
        checked.keyboard.press("n")
        expect(pairs(checked).nth(number).locator(".fn-draft-words")).to_be_focused()
    checked.keyboard.press("p")
    expect(pairs(checked).nth(1).locator(".fn-draft-words")).to_be_focused()
    checked.keyboard.press("Enter")
    expect(text_of(checked)).to_be_focused()


def test_a_value_is_put_into_the_draft_with_one_click_and_taken_out(checked: Page) -> None:
    second = pairs(checked).nth(1)
    second.get_by_role("button", name="Put “12 March 2025” in the draft").click()
    expect(second.locator("ins")).to_have_text("12 March 2025")
    expect(said(checked)).to_contain_text("Put in the draft")
    expect(box(checked)).to_have_value(DRAFT.replace(WRONG, RIGHT))
    checked.reload()
    expect(second.locator("ins")).to_have_text("12 March 2025")
    second.get_by_role("button", name="Take “12 March 2025” out again").click()
    expect(second.locator("ins")).to_have_count(0)
    expect(box(checked)).to_have_value(DRAFT)


def test_an_altered_quotation_is_put_right(there: Page) -> None:
    altered = "“filed for bankruptcy in Norway on 12 March 2025”"
    check(there, f"Northvolt {altered}, the company said.")
    first = pairs(there).first
    expect(first.locator("del")).to_have_text("Norway")
    expect(first.locator("ins")).to_have_text("Sweden")
    first.get_by_role("button", name="Put in the exact words").click()
    expect(box(there)).to_have_value(re.compile("bankruptcy in Sweden on 12 March 2025"))
    said(there).get_by_role("button", name="Undo").click()
    expect(box(there)).to_have_value(re.compile("Norway"))


def test_what_is_typed_outlives_a_reload(there: Page) -> None:
    kept(there, DRAFT)
    there.reload()
    expect(box(there)).to_have_value(DRAFT)
    there.get_by_role("button", name="Delete the draft").click()
    expect(box(there)).to_have_value("")
    said(there).get_by_role("button", name="Undo").click()
    expect(box(there)).to_have_value(DRAFT)
    there.get_by_role("button", name="Delete the draft").click()
    expect(box(there)).to_have_value("")
    there.reload()
    expect(box(there)).to_have_value("")


def test_a_changed_draft_is_edited_and_checked_again(checked: Page) -> None:
    checked.get_by_role("button", name="Edit the draft").click()
    expect(box(checked)).to_be_focused()
    checked.get_by_role("button", name="Edit the draft").click()
    expect(pairs(checked)).to_have_count(4)
    checked.get_by_role("button", name="Edit the draft").click()
    expect(check(checked, RIGHT)).to_have_count(1)
    expect(checked.get_by_role("button", name="Check again")).to_be_visible()


@pytest.mark.parametrize(
    ("text", "problem"),
    [("", "There is no word in the text"), ("x" * 200_001, "at most 200,000 are kept and checked")],
)
def test_what_can_not_be_checked_is_told_in_one_sentence(
    there: Page, text: str, problem: str
) -> None:
    box(there).fill(text)
    there.get_by_role("button", name="Check", exact=True).click()
    expect(there.locator("#fn-check-said")).to_contain_text(problem)
    expect(there.get_by_role("button", name="Check", exact=True)).to_be_visible()


def test_a_check_is_stopped(there: Page) -> None:
    box(there).fill(" ".join(f"{RIGHT} In {year} it had 900 jobs." for year in range(1900, 2020)))
    there.get_by_role("button", name="Check", exact=True).click()
    expect(there.locator("#fn-announce")).to_have_text(re.compile("Sentence .* of 240"))
    there.get_by_role("button", name="Stop").click()
    expect(there.locator("#fn-check-said")).to_have_text("Stopped: nothing was checked.")
    expect(there.get_by_role("button", name="Check", exact=True)).to_be_visible()
