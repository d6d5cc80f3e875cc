"""Whatever stands in an article, a file name or a question: nothing of it comes alive in the page.

What the filter of injections would keep out must be harmless too, so it is off here.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

import rag
from rag.settings import AnswerSettings, Settings
from tests.ui.apps import served
from tests.ui.steps import ask, open_first_footnote

SCRIPT = "<script>window.pwned=1</script>"
IMAGE = '"><img src=x onerror=window.pwned=1>'
ATTRIBUTE = "' onmouseover='window.pwned=1' autofocus onfocus='window.pwned=1"
TEMPLATE = "${window.pwned=1} {{constructor.constructor('window.pwned=1')()}}"
QUESTIONS = ("How many GWh does the plant in Heide make?", "When did the mine in Salla open?")
HANDLERS = "all => all.flatMap(e => e.getAttributeNames()).filter(name => name.startsWith('on'))"


@pytest.fixture(scope="module")
def hostile_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    corpus = tmp_path_factory.mktemp("hostile")
    body = f"The plant in Heide makes 60 GWh a year {SCRIPT} {IMAGE} {ATTRIBUTE} {TEMPLATE}."
    title = f"Heide {SCRIPT}{IMAGE}: a plant".replace('"', '\\"')
    front = (
        f'title: "{title}"\nsource: "{ATTRIBUTE}"\nurl: "javascript:window.pwned=1"\n'
        "published: 2026-02-01"
    )
    more = "More </mark></p><iframe src=javascript:window.pwned=1>."
    (corpus / "front.md").write_text(f"---\n{front}\n---\n{body}\n\n{more}\n")
    mine = f"The mine in Salla opened in 2024 {SCRIPT}.\n[x](javascript:window.pwned=1)\n"
    (corpus / f"{IMAGE} {ATTRIBUTE}.txt").write_text(mine)
    state = tmp_path_factory.mktemp("state")
    settings = Settings(state_dir=state, answer=AnswerSettings(skip_injections=False))
    rag.index(corpus, settings=settings)
    bot = rag.open(settings=settings)
    with served(lambda: bot, state) as url:
        yield url


@pytest.fixture
def hostile(context: BrowserContext, hostile_url: str) -> Page:
    page = context.new_page()
    page.goto(hostile_url)
    return page


@pytest.mark.parametrize("payload", ["", SCRIPT, IMAGE, ATTRIBUTE, TEMPLATE])
def test_nothing_in_an_article_or_a_question_comes_alive(hostile: Page, payload: str) -> None:
    for question in QUESTIONS:
        ask(hostile, f"{question} {payload}")
        opener = hostile.locator(".fn-turn").last.locator(":is(.fn-marker, .fn-near)").first
        opener.hover()
        opener.click()
        hostile.locator(".fn-text").wait_for()
        check_nothing_is_alive(hostile)
        hostile.get_by_role("button", name="Back to the answer").click()


def check_nothing_is_alive(page: Page) -> None:
    assert page.evaluate("window.pwned") is None
    shown = page.locator("#fn-conversation, .fn-reader").all()
    alive = [part.locator("script, img, iframe, svg, style, link, object") for part in shown]
    assert [elements.count() for elements in alive] == [0, 0]
    links = page.locator("a").evaluate_all("links => links.map(link => link.href)")
    assert not [link for link in links if not link.startswith("http")]
    assert [part.locator("*").evaluate_all(HANDLERS) for part in shown] == [[], []]


def test_hostile_words_are_shown_as_words(hostile: Page) -> None:
    expect(hostile.locator(".fn-suggestion:visible").first).to_have_text(
        f"What is known about Heide {SCRIPT}{IMAGE}?"
    )
    ask(hostile, QUESTIONS[0])
    open_first_footnote(hostile)
    expect(hostile.locator(".fn-reader-title")).to_have_text(f"Heide {SCRIPT}{IMAGE}: a plant")
    expect(hostile.locator(".fn-text")).to_contain_text(TEMPLATE)
    expect(hostile.locator(".fn-reader .fn-source")).to_have_text(ATTRIBUTE)
