"""Whatever stands in an article, a file name or a question: nothing of it comes alive in the page."""

import pytest
from playwright.sync_api import expect

from tests.ui.steps import ask, open_first_footnote

SCRIPT = "<script>window.pwned=1</script>"
IMAGE = '"><img src=x onerror=window.pwned=1>'
ATTRIBUTE = "' onmouseover='window.pwned=1' autofocus onfocus='window.pwned=1"
TEMPLATE = "${window.pwned=1} {{constructor.constructor('window.pwned=1')()}}"


@pytest.fixture(scope="module")
def hostile_url(run_app, tmp_path_factory):
    corpus = tmp_path_factory.mktemp("hostile")
    body = f"The plant in Heide makes 60 GWh a year {SCRIPT} {IMAGE} {ATTRIBUTE} {TEMPLATE}."
    title = f"Heide {SCRIPT}{IMAGE}: a plant".replace('"', '\\"')
    front = f'title: "{title}"\nsource: "{ATTRIBUTE}"\nurl: "javascript:window.pwned=1"\npublished: 2026-02-01'
    (corpus / "front.md").write_text(
        f"---\n{front}\n---\n{body}\n\nMore </mark></p><iframe src=javascript:window.pwned=1>.\n"
    )
    mine = f"The mine in Salla opened in 2024 {SCRIPT}.\n[x](javascript:window.pwned=1)\n"
    (corpus / f"{IMAGE} {ATTRIBUTE}.txt").write_text(mine)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAG_ANSWER__GUARD", "false")  # what the guard would keep out must be harmless on the page too
        with run_app(tmp_path_factory.mktemp("state"), corpus) as url:
            yield url


@pytest.mark.parametrize("question", ["How many GWh does the plant in Heide make?", "When did the mine in Salla open?"])
@pytest.mark.parametrize("payload", ["", SCRIPT, IMAGE, ATTRIBUTE, TEMPLATE])
def test_nothing_in_an_article_or_a_question_comes_alive(context, hostile_url, question, payload):
    page = context.new_page()
    page.goto(hostile_url)
    ask(page, f"{question} {payload}")
    page.locator(":is(.fn-marker, .fn-near)").first.hover()
    page.locator(":is(.fn-marker, .fn-near)").first.click()
    page.locator(".fn-text").wait_for()
    assert page.evaluate("window.pwned") is None
    shown = page.locator("#fn-conversation, .fn-reader")
    assert [part.locator("script, img, iframe, svg, style, link, object").count() for part in shown.all()] == [0, 0]
    links = page.locator("a").evaluate_all("links => links.map(link => link.href)")
    assert not [link for link in links if not link.startswith("http")]
    handlers = "all => all.flatMap(e => e.getAttributeNames()).filter(name => name.startsWith('on'))"
    assert [part.locator("*").evaluate_all(handlers) for part in shown.all()] == [[], []]


def test_hostile_words_are_shown_as_words(context, hostile_url):
    page = context.new_page()
    page.goto(hostile_url)
    expect(page.locator(".fn-suggestion:visible").first).to_have_text(f"What is known about Heide {SCRIPT}{IMAGE}?")
    ask(page, "How many GWh does the plant in Heide make?")
    open_first_footnote(page)
    expect(page.locator(".fn-reader-title")).to_have_text(f"Heide {SCRIPT}{IMAGE}: a plant")
    expect(page.locator(".fn-text")).to_contain_text(TEMPLATE)
    expect(page.locator(".fn-reader .fn-source")).to_have_text(ATTRIBUTE)
