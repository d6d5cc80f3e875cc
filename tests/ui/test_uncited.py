"""What was found too, folded below the sources: a person unfolds it and reads there."""

from playwright.sync_api import Browser, Locator, Page, expect

from tests.ui.steps import answered, ask, begin, box, expect_no_reader

QUESTION = "Who owned ACC in 2024?"


def fold(turn: Locator, name: str = "Also found, not used") -> Locator:
    return turn.locator("details", has=turn.page.get_by_text(name))


def test_it_is_folded_and_a_click_opens_the_article_at_the_words(page: Page) -> None:
    turn = ask(page, QUESTION)
    more = fold(turn)
    rows = more.locator(".fn-also")
    expect(rows.first).to_be_hidden()
    expect(more.locator("summary .fn-num")).to_have_text(str(rows.count()))
    count = page.locator("#fn-source-count").inner_text()
    more.locator("summary").click()
    words = rows.first.inner_text().removesuffix(" …").removeprefix("… ")
    title = more.locator(".fn-source-title").first.inner_text()
    rows.first.click()
    place = page.locator("[data-place]").first
    expect(place).to_contain_text(words)
    expect(place).to_be_in_viewport()
    expect(page.locator(".fn-article-title")).to_have_text(title)
    expect(page.locator(".fn-reader .fn-m")).to_have_count(0)
    page.keyboard.press("Escape")
    expect_no_reader(page)
    expect(rows.first).to_be_focused()
    expect(page.locator("#fn-source-count")).to_have_text(count)


def test_it_is_unfolded_and_read_by_keyboard(page: Page) -> None:
    more = fold(ask(page, QUESTION))
    more.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(more.locator(".fn-source-title").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-place]").first).to_be_in_viewport()
    expect(page.get_by_role("region", name="Article text")).to_be_focused()


def test_a_refusal_says_what_was_read_and_not_used(page: Page) -> None:
    turn = ask(page, "Who is the president of Peru?")
    more = fold(turn, "Read, not used")
    more.locator("summary").click()
    expect(more.locator(".fn-also").first).to_be_visible()


def test_on_a_phone_the_words_are_shown_in_the_sheet(browser: Browser, app_url: str) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True) as context:
        page = context.new_page()
        page.goto(app_url)
        box(page).wait_for()
        begin(page, QUESTION)
        more = fold(answered(page, 1))
        more.locator("summary").tap()
        more.locator(".fn-also").first.tap()
        expect(page.locator("[data-place]").first).to_be_in_viewport()
