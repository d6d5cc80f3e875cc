"""Whatever stands in a draft, in its name or in the articles: nothing of it comes alive here."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

import rag
from rag.settings import AnswerSettings, Settings
from tests.render.exports.payloads import PAYLOADS
from tests.render.exports.reading import Tags
from tests.ui.apps import served
from tests.ui.checking import CHECKING, box, pairs
from tests.ui.hostile import index_hostile
from tests.ui.steps import said, text_of
from tests.ui.watching import Watch, check

MOST_OPENED = 4
"""How many articles a browser opens; all are opened through the same template elsewhere."""


@pytest.fixture(scope="module")
def hostile_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An app over articles in which every text wants to come alive."""
    state, corpus = tmp_path_factory.mktemp("state"), tmp_path_factory.mktemp("hostile")
    settings = Settings(state_dir=state, answer=AnswerSettings(skip_injections=False))
    index_hostile(corpus, settings)
    bot = rag.open(settings=settings)
    with served(lambda: bot, state) as url:
        yield url


def test_fifty_texts_are_dead_in_the_page_and_in_what_is_handed_on(
    context: BrowserContext, hostile_url: str
) -> None:
    context.set_default_timeout(CHECKING)
    page = context.new_page()
    watch = Watch(page)
    page.goto(f"{hostile_url}/check")
    lines = [
        f"The plant in Heide {number} makes 61 GWh {payload}."
        for number, payload in enumerate(PAYLOADS)
    ]
    name = f"{PAYLOADS[0]}.txt".replace("/", "\u2215")
    quoted = [f"“{payload} {payload}” said he." for payload in PAYLOADS[::8]]
    data = "\n\n".join([*lines, *quoted]).encode(errors="replace").decode()
    file = {"name": name, "mimeType": "text/plain", "buffer": b"It is late."}
    page.locator("#fn-file").set_input_files(file)
    expect(box(page)).to_have_value("It is late.")
    expect(page.locator("#fn-check-name")).to_contain_text("script")
    box(page).fill(data)
    check(page, watch)
    page.get_by_role("button", name="Check", exact=True).click()
    pairs(page).first.wait_for(timeout=CHECKING)
    assert pairs(page).count() >= len(PAYLOADS)
    assert page.locator(".fn-cite").count() > 0
    check(page, watch)
    page.reload()
    check(page, watch)
    for cite in page.locator(".fn-also").all()[:MOST_OPENED]:
        cite.click()
        expect(text_of(page)).to_be_visible()
        check(page, watch)
        page.get_by_role("complementary").get_by_role("button", name="Quote into").click()
        expect(said(page)).to_contain_text("Quoted into the draft")
        check(page, watch)
        page.keyboard.press("Escape")
    page.goto(f"{hostile_url}/check")
    expect(box(page)).to_have_value(re.compile("Heide"))
    check(page, watch)
    for form in ("html", "json", "text"):
        reply = page.request.get(f"{hostile_url}/check/export/{form}")
        assert reply.headers["content-disposition"].startswith("attachment")
        assert "script-src 'self'" in reply.headers["content-security-policy"]
    report = page.request.get(f"{hostile_url}/check/export/html").text()
    allowed = "html head meta title style body main h1 p small table thead tbody tr th td b mark "
    assert {tag for tag, _ in Tags(report).tags} <= set(f"{allowed} blockquote footer".split())
