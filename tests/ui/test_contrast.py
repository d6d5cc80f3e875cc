"""Words that are marked, dated or noted can be read, in light and dark; axe sees no marks."""

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.ui.steps import ask, open_footnote

LEAST = 4.5
EDGE = 3.0
CONTRAST = """([selector, kind]) => {
  const shown = [...document.querySelectorAll(selector)].find(one => one.getClientRects().length);
  const parse = colour => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d");
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(one => one / 255)
      .map(one => one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  let under = kind === "border-top-color" ? shown.parentElement : shown;
  while (parse(getComputedStyle(under).backgroundColor)[3] < 255) under = under.parentElement;
  const ground = light(parse(getComputedStyle(under).backgroundColor));
  const words = light(parse(getComputedStyle(shown).getPropertyValue(kind)));
  return (Math.max(words, ground) + 0.05) / (Math.min(words, ground) + 0.05);
}"""


def contrast(page: Page, selector: str, kind: str = "color") -> float:
    page.locator(selector).first.wait_for()
    return float(page.evaluate(CONTRAST, [selector, kind]))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_marked_dated_and_noted_can_be_read(
    browser: Browser, app_url: str, scheme: Literal["light", "dark"]
) -> None:
    with browser.new_context(
        viewport={"width": 1280, "height": 800}, color_scheme=scheme
    ) as context:
        page = context.new_page()
        page.goto(app_url)
        ask(page, "Timeline of Northvolt")
        found = {one: contrast(page, one) for one in (".fn-when", ".fn-line p", ".fn-cite-words")}
        turn = ask(page, "When did Northvolt file for bankruptcy in Sweden?")
        words = (".fn-lead", ".fn-quotes mark", ".fn-m", ".fn-metaline", ".fn-cite mark")
        found |= {one: contrast(page, one) for one in words}
        open_footnote(turn)
        found |= {one: contrast(page, one) for one in (".fn-cited.is-on", ".fn-count", ".fn-back")}
        with page.expect_response("**/room/clip"):
            page.get_by_role("button", name="Add to clippings").click()
        page.goto(f"{app_url}/clippings")
        found |= {one: contrast(page, one) for one in (".fn-clipping blockquote", ".fn-meta")}
        assert {one: ratio for one, ratio in found.items() if ratio < LEAST} == {}
        assert contrast(page, ".fn-clipping textarea", "border-top-color") >= EDGE
