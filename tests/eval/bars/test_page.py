from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from eval.bars.page import as_html, latency
from eval.bars.published import Published
from eval.bars.targets import TARGETS, Target
from eval.harness.starter import ROOT
from rag.evaluation.measure.compare import Change
from rag.evaluation.measure.result import Result
from rag.evaluation.measure.run import Run
from tests.evaluation.report.samples import (
    DRAWN,
    HOSTILE,
    PLAIN,
    Page,
    assert_accessible,
    assert_dead,
    hostile_run,
    run_of,
)

BASE = Result("mine", "langchain-tutorial", "nDCG@10", 0.5, 0.4, 0.6, 4)
RATIO = Result("mine", "ratio", "nDCG@10", 1.4, 1.3, 1.5, 4)
TIMES = [
    Result("speed", "footnote", f"{k}k chunks: ask p50, ms", 10.0 + k, 10, 90, 9)
    for k in (1, 10, 50)
]
RUN = run_of([RATIO, BASE, PLAIN[1], *DRAWN, *TIMES])
BOUNDS = {
    ("mine", "footnote", "nDCG@10"): Target(">=", 0.65),
    ("mine", "ratio", "nDCG@10"): Target("<", 1),
}
POINTS = [
    Published("mine", "nDCG@10", "better", 0.75),
    Published("mine", "nDCG@10", "near", 0.68),
]


def hostile_page() -> str:
    return as_html(
        hostile_run(
            *(Result("speed", HOSTILE, f"{k}k chunks: ask p50, ms", 1, 1, 1, 9) for k in (1, 2))
        ),
        [Change(HOSTILE, HOSTILE, 0.1, 0.2, 0, 1, 4)],
        targets={(HOSTILE, "footnote", HOSTILE): Target("<", 0)},
        published=[Published(HOSTILE, HOSTILE, HOSTILE, 0.4, HOSTILE)],
        title=HOSTILE,
    )


def test_targets_are_met_or_missed_in_words() -> None:
    page = Page(as_html(RUN, targets=BOUNDS))
    assert "mine nDCG@10 met >= 0.65 0.700 0.660 to 0.740 n 4 0.500" in page.texts("tr")
    assert (
        "mine nDCG@10, footnote / langchain-tutorial missed < 1 1.400 1.300 to 1.500 n 4"
        in page.texts("tr")
    )
    assert "1 of 2 targets are met." in page.texts("p")


def test_footnote_comes_first_then_the_baseline_and_last_the_ratio() -> None:
    page = Page(as_html(RUN))
    assert "Metric footnote langchain-tutorial footnote / langchain-tutorial" in page.texts("tr")
    assert (
        "nDCG@10 0.700 0.660 to 0.740 n 4 0.500 0.400 to 0.600 n 4 1.400 1.300 to 1.500 n 4"
        in page.texts("tr")
    )


def test_published_numbers_stand_in_the_table_and_in_one_order_with_ours() -> None:
    page = Page(as_html(RUN, published=POINTS))
    assert "behind 1, ahead of 1" in page.texts("td", "remark")
    rows = page.texts("tr")
    start = rows.index("System Value We are")
    assert rows[start + 1 : start + 4] == [
        "better 0.750 behind by 0.050",
        "footnote measured here 0.700",
        "near 0.680 ahead by 0.020, within the interval",
    ]


def test_times_are_drawn_against_the_size_of_the_index() -> None:
    assert "Latency and index size" in Page(as_html(RUN)).texts("h4")
    assert latency(TIMES[:1]) == ""


def test_what_changed_is_listed_with_the_significant_changes_first() -> None:
    changes = [
        Change("mine", "words", 70.0, 60.0, -22.0, 2.0, 40),
        Change("mine", "recall", 0.5, 0.75, 0.1, 0.4, 40),
    ]
    page = Page(as_html(run_of([], ()), changes))
    assert "1 of 2 metrics changed significantly since the earlier run." in page.texts("p")
    assert [row for row in page.texts("tr") if row.startswith("mine")] == [
        "mine recall 0.500 0.750 +0.250 +0.100 to +0.400 n 40 significant",
        "mine words 70.0 60.0 -10.000 -22.000 to +2.000 n 40 may be chance",
    ]


def test_a_committed_run_is_a_page() -> None:
    run = Run.read(ROOT / "eval" / "results" / "starter-speed.json")
    page = Page(as_html(run))
    assert page.texts("h2")[:3] == ["Targets", "starter", "speed"]
    count = sum((r.suite, r.system, r.metric) in TARGETS for r in run.results)
    assert f"of {count} targets are met." in page.text


def test_nothing_in_the_data_comes_alive() -> None:
    page = Page(hostile_page())
    assert_dead(page)
    links = {value.split("-")[0] for name, value in page.attributes if name == "href"}
    assert links == {"data:,", "#targets", "#changes", "#suite"}


def test_the_page_is_made_for_everybody() -> None:
    change = Change("mine", "recall", 0.5, 0.75, 0.1, 0.4, 40)
    assert_accessible(Page(as_html(RUN, [change], targets=BOUNDS, published=POINTS)))


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_a_browser_asks_for_nothing_else(
    chromium: str, tmp_path: Path, width: int, scheme: str
) -> None:
    path = tmp_path / "report.html"
    path.write_text(hostile_page(), encoding="utf-8")

    def visit() -> tuple[list[str], list[str], int, str]:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
            urls: list[str] = []
            messages: list[str] = []
            page.on("request", lambda request: urls.append(request.url))
            page.on("console", lambda message: messages.append(message.text))
            page.on("dialog", lambda dialog: messages.append(dialog.message))
            page.goto(path.as_uri())
            for summary in page.locator("summary").all():
                summary.press("Enter")
            closed = page.locator("details:not([open])").count()
            assert closed == 0, "the keyboard opens every question"
            wide = page.evaluate("document.documentElement.scrollWidth")
            colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
            return urls, messages, wide, colour

    # a Playwright of its own: the tests of the app may have one running
    with ThreadPoolExecutor(1) as pool:
        urls, messages, wide, colour = pool.submit(visit).result()
    assert [url for url in urls if url != "data:,"] == [path.as_uri()]
    assert messages == []
    assert wide <= width
    assert colour == ("rgb(251, 250, 247)" if scheme == "light" else "rgb(24, 23, 21)")
