"""What is handed on as a page, in a browser: nothing of it comes alive, and it prints as PDF."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from rag.render.exports.forms import export_answers
from rag.sources.formats.pdf import load_pdf
from tests.render.exports.payloads import PAYLOADS, hostile, refused
from tests.render.exports.samples import AS_OF, CONVERSATION

POLICY = b'http-equiv="Content-Security-Policy"'
HANDLERS = "all => all.flatMap(e => e.getAttributeNames()).filter(name => name.startsWith('on'))"


@pytest.mark.parametrize("guarded", [True, False], ids=["with its policy", "without it"])
def test_no_text_comes_alive_and_nothing_is_fetched(
    context: BrowserContext, tmp_path: Path, guarded: bool
) -> None:
    answers = [answer for payload in PAYLOADS for answer in (hostile(payload), refused(payload))]
    data = export_answers(answers, "html", title=" ".join(PAYLOADS))
    assert POLICY in data
    file = tmp_path / "hostile.html"
    file.write_bytes(data if guarded else data.replace(POLICY, b'name="nothing"'))
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url.split("#")[0]))
    page.goto(file.as_uri())
    page.locator("a[href^='#note-']").first.click()
    assert page.evaluate("window.pwned") is None
    assert requests == [file.as_uri()]
    assert page.locator("script, img, iframe, svg, object, embed, link, base, form").count() == 0
    assert page.locator("*").evaluate_all(HANDLERS) == []
    links = page.locator("a").evaluate_all("links => links.map(link => link.protocol)")
    assert set(links) == {"file:", "https:"}


def test_the_page_prints_as_a_pdf_with_every_quote(context: BrowserContext, tmp_path: Path) -> None:
    file = tmp_path / "heide.html"
    file.write_bytes(export_answers(CONVERSATION, "html", title="Heide", as_of=AS_OF))
    page = context.new_page()
    page.goto(file.as_uri())
    text = load_pdf(page.pdf(format="A4"), "heide.pdf").articles[""].text
    shown = " ".join(text.split())
    for answer in CONVERSATION:
        for citation in answer.citations:
            assert " ".join(citation.quote.split()) in shown
    assert "https://courier.example/heide?a=1&b=2" in shown
