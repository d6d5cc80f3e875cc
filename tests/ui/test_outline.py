"""The questions of a conversation, to go to one."""

import re

from playwright.sync_api import Page, expect

from tests.ui.steps import ask


def test_the_questions_of_a_conversation_are_listed_to_go_to_one(page: Page) -> None:
    ask(page, "What is black mass?")
    outline = page.get_by_role("button", name="Questions of this conversation")
    expect(outline).to_be_hidden()
    ask(page, "What challenges remain?")
    outline.click()
    page.get_by_role("dialog").get_by_role("button", name="What is black mass?").click()
    expect(page.locator(".fn-turn").first.locator(".fn-q")).to_be_in_viewport()
    expect(page).to_have_url(re.compile("/turn/1$"))
