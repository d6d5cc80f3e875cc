from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from rag.evaluation import report
from rag.evaluation.compare import Difference
from rag.evaluation.report import Published, as_html, standing, worst
from rag.evaluation.result import Case, Result, Sample, Shown
from rag.evaluation.run import Run
from rag.evaluation.table import Target

ROOT = Path(__file__).parents[2]
HOSTILE = (
    "</style></title></svg></details><script>alert(1)</script><img src=x onerror=alert(1)>\" onfocus='alert(1)' ' "
    "javascript:alert(1) https://evil.example/x {{ 7 * 7 }} {% raw %} <!-- ]]> \u202e &lt;"
)
VOID = {"meta", "link", "br"}
CASES = (
    Case("mine", "b", "Second worst?", 0.0, "refused", (Shown("a.md", "Gold."),), (Shown("Hit", "Found.", 1.5),)),
    Case("mine", "a", "Worst?", 0.0, "cites 0%", cited=(Shown("T", "One.", None, True), Shown("T", "Two.", None, False))),
    Case("mine", "c", "Right?", 1.0, "rightly refused", answer="The articles do not hold an answer."),
)
RISK = Sample("aurc", "h", ((1, 1, 0, 0), (0.9, 0.8, 0.4, 0.1)))
AUC = Sample("auc", "h", ((1, 1, 0, 0), (0.95, 0.91, 0.4, 0.1)))
RESULTS = [
    Result("mine", "base", "nDCG@10", 0.5, 0.4, 0.6, 4),
    Result("mine", "footnote", "nDCG@10", 0.7, 0.66, 0.74, 4),
    Result("mine", "ratio", "nDCG@10", 1.4, 1.3, 1.5, 4),
    Result("mine", "footnote", "risk-coverage area", 0.2, 0.1, 0.3, 4, RISK),
    Result("mine", "footnote", "abstention AUC", 1.0, 1.0, 1.0, 4, AUC),
    *(Result("mine", "footnote", f"evidence recall, no abstention: {name}", 0.5, 0.2, 0.8, 4) for name in ("date", "list")),
    *(Result("speed", "footnote", f"{k}k chunks: ask p50, ms", 10.0 + k, 10, 90, 9) for k in (1, 10, 50)),
]
TARGETS = {("mine", "footnote", "nDCG@10"): Target(">=", 0.65), ("mine", "ratio", "nDCG@10"): Target("<", 1)}
POINTS = [
    Published("mine", "nDCG@10", "better", 0.75),
    Published("mine", "nDCG@10", "near", 0.68),
    Published("mine", "nDCG@10", "full corpus", 0.1, "another corpus", comparable=False),
    Published("mine", "nDCG@10", "lower", 0.2, beside="base"),
    Published("mine", "unmeasured", "unseen", 0.2),
]


class Page(HTMLParser):
    """A page as a browser would read it: its elements, its text and the text of each element."""

    def __init__(self, source):
        super().__init__()
        self.open, self.tags, self.text = [], [], ""
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs), []))
        if tag not in VOID:
            self.open.append(self.tags[-1])

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag
        if tag in {"td", "th"}:
            self.handle_data(" ")

    def handle_data(self, data):
        self.text += data
        for _, _, texts in self.open:
            texts.append(data)

    def texts(self, tag, style=None):
        found = [texts for name, attrs, texts in self.tags if name == tag and style in (None, attrs.get("class"))]
        return [" ".join("".join(texts).split()) for texts in found]


def a_run(results=RESULTS, cases=CASES, **fields):
    machine = {"cpu": "A processor", "cores": 2, "memory_gb": 8.0, "bf16": False, "python": "3.11.7", "torch": "2.13"}
    given = {"commit": "0123456789abcdef", "settings_fingerprint": "fedcba9876543210", "machine": machine} | fields
    return Run(**given, results=list(results), cases=list(cases))


def page_of(run, **options):
    return Page(as_html(run, **options))


def test_the_head_says_what_was_run_and_what_was_not():
    page = page_of(a_run(skipped={"wice": "dev.jsonl is missing"}))
    assert dict(zip(page.texts("dt"), page.texts("dd"), strict=True)) == {
        "Suites": "2",
        "Questions": "3",
        "Commit": "0123456789",
        "Settings": "fedcba9876",
        "Machine": "A processor, 2 cores, 8.0 GB, Python 3.11.7, torch 2.13, without bfloat16",
        "wice": "dev.jsonl is missing",
    }


def test_targets_are_met_or_missed_in_words():
    page = page_of(a_run(), baseline="base", targets=TARGETS)
    assert "mine nDCG@10 met >= 0.65 0.700 0.660 to 0.740 n 4 0.500" in page.texts("tr")
    assert "mine nDCG@10, footnote / base missed < 1 1.400 1.300 to 1.500 n 4" in page.texts("tr")
    assert "1 of 2 targets are met." in page.texts("p")


def test_the_systems_stand_side_by_side_footnote_first():
    page = page_of(a_run(), baseline="base")
    assert "Metric footnote base footnote / base" in page.texts("tr")
    assert "nDCG@10 0.700 0.660 to 0.740 n 4 0.500 0.400 to 0.600 n 4 1.400 1.300 to 1.500 n 4" in page.texts("tr")


def test_published_numbers_are_in_one_order_with_ours_and_say_who_is_ahead():
    page = page_of(a_run(), baseline="base", published=POINTS)
    rows = page.texts("tr")
    start = rows.index("System Value We are")
    assert rows[start + 1 : start + 7] == [
        "better 0.750 behind by 0.050",
        "footnote measured here 0.700",
        "near 0.680 ahead by 0.020, within the interval",
        "base measured here 0.500",
        "lower 0.200 ahead by 0.300",
        "full corpus another corpus 0.100 not comparable",
    ]
    assert "behind 1, ahead of 2, 1 not comparable" in page.texts("td", "said")
    assert "unseen" not in page.text
    assert "Published: another corpus" in page_of(a_run(), published=POINTS[2:3]).text
    assert standing(RESULTS[1], Published("", "", "same", 0.7)) == "level"


def test_the_plots_show_the_kept_values():
    page = page_of(a_run(), baseline="base")
    assert page.texts("h4")[:4] == ["Risk and coverage", "Calibration", "Evidence recall by category", "Cited"]
    assert "Latency and index size" in page.texts("h4")
    assert "Of all answers 50% are wrong, of the surer half 0%. The lower the line, the better." in page.texts("desc")
    lines = [attrs["points"].split() for tag, attrs, _ in page.tags if tag == "polyline"]
    assert [len(points) for points in lines] == [4, 2, 3, 2, 3], (
        "curve, random; three bins that hold questions, perfect; times"
    )
    assert page.texts("text", "note middle") == ["1", "1", "2"], "the questions in each bin"


def test_without_kept_values_there_is_no_plot():
    run = a_run([*RESULTS[:3], RESULTS[5], RESULTS[-1]], ())
    assert "<svg" not in as_html(run)


def test_what_changed_is_drawn_and_listed():
    changes = [
        Difference("mine", "recall", 0.5, 0.75, 0.1, 0.4, 40),
        Difference("mine", "same", 0.5, 0.5, 0, 0, 40),
        Difference("mine", "words", 70.0, 60.0, -22.0, 2.0, 40),
    ]
    page = page_of(a_run([], ()), differences=changes)
    assert "1 of 3 metrics changed significantly since the earlier run." in page.texts("p")
    assert page.texts("text", "label") == ["recall"], "what did not move and what is no share is only in the table"
    assert "mine recall 0.500 0.750 +0.250 +0.100 to +0.400 n 40 significant" in page.texts("tr")
    assert "mine words 70.0 60.0 -10.000 -22.000 to +2.000 n 40 may be chance" in page.texts("tr")


def test_the_worst_questions_come_first_and_show_what_was_found():
    page = page_of(a_run())
    assert page.texts("bdi", "question") == ["Worst?", "Second worst?", "Right?"]
    assert page.texts("summary")[0] == "Worst? cites 0% score 0.00"
    assert page.texts("strong") == ["right", "wrong"]
    assert page.texts("ol", "passages") == ["T right One. T wrong Two.", "a.md Gold.", "Hit score 1.500 Found."]
    assert page.texts("p", "answer") == ["The articles do not hold an answer."]
    many = [Case("s", f"{n:02}", "Q?", n / 100, "") for n in reversed(range(99))]
    assert [case.id for case in worst(many)] == [f"{n:02}" for n in range(report.WORST)]


def test_an_empty_run_is_a_page():
    assert "Nothing was measured." in page_of(a_run([], (), machine={}, commit="")).text


def test_the_committed_run_is_a_page():
    from eval.targets import TARGETS as PROMISED

    page = page_of(run := Run.read(ROOT / "eval" / "results" / "starter-speed.json"), targets=PROMISED)
    assert page.texts("h2")[:3] == ["Targets", "starter", "speed"]
    assert f"of {sum((r.suite, r.system, r.metric) in PROMISED for r in run.results)} targets are met." in page.text


def a_hostile_run():
    shown = (Shown(HOSTILE, HOSTILE, 1.0, True),)
    metrics = [HOSTILE, *(f"evidence recall, no abstention: {n}{HOSTILE}" for n in "12")]
    results = [Result(HOSTILE, system, metric, 0.5, 0.4, 0.6, 4) for metric in metrics for system in ("footnote", HOSTILE)]
    results += [Result("speed", HOSTILE, f"{k}k chunks: ask p50, ms", 1.0, 1, 1, 9) for k in (1, 2)]
    results += [Result("mine", HOSTILE, "risk-coverage area", 0.2, 0.1, 0.3, 4, RISK)]
    case = Case(HOSTILE, HOSTILE, HOSTILE, 0.0, HOSTILE, shown, shown, shown, HOSTILE)
    machine = {"cpu": HOSTILE, "cores": HOSTILE, "bf16": HOSTILE, HOSTILE: HOSTILE}
    given = {"commit": HOSTILE, "settings_fingerprint": HOSTILE, "machine": machine, "skipped": {HOSTILE: HOSTILE}}
    return as_html(
        a_run(results, [case], **given),
        baseline=HOSTILE,
        targets={(HOSTILE, "footnote", HOSTILE): Target("<", 0)},
        published=[Published(HOSTILE, HOSTILE, HOSTILE, 0.4, HOSTILE)],
        differences=[Difference(HOSTILE, HOSTILE, 0.1, 0.2, 0, 1, 4)],
        title=HOSTILE,
    )


def test_nothing_in_the_data_comes_alive():
    page = Page(a_hostile_run())
    assert not {"script", "img", "iframe", "object", "embed", "form", "base", "animate"} & {tag for tag, _, _ in page.tags}
    attributes = [pair for _, attrs, _ in page.tags for pair in attrs.items()]
    assert not [name for name, _ in attributes if name.startswith("on") or name in {"src", "style", "action", "srcset"}]
    links = {value.split("-")[0] for name, value in attributes if name.endswith("href")}
    assert links == {"data:,", "#targets", "#changes", "#suite"}
    assert page.texts("h1") == [" ".join(HOSTILE.replace("\u202e", "").split())]
    assert "\u202e" not in page.text
    assert page.text.count("{{ 7 * 7 }}") > 20
    assert not [word for word in ("url(", "@import", "@font-face") if word in page.texts("style")[0]]


def test_the_page_is_made_for_everybody():
    page = page_of(a_run(), baseline="base", targets=TARGETS, published=POINTS)
    tags = {tag for tag, _, _ in page.tags}
    assert {"header", "nav", "main", "h1", "h2", "h3"} <= tags
    assert all(attrs.get("scope") in {"col", "row"} for tag, attrs, _ in page.tags if tag == "th")
    assert len([text for text in page.texts("caption") if text]) == len(page.texts("table"))
    targets = {attrs["href"][1:] for tag, attrs, _ in page.tags if tag == "a"}
    assert sorted(targets) == sorted(attrs["id"] for _, attrs, _ in page.tags if "id" in attrs)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_a_browser_asks_for_nothing_else(chromium, tmp_path, width, scheme):
    path = tmp_path / "report.html"
    path.write_text(a_hostile_run(), encoding="utf-8")

    def visit():
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
            asked, said = [], []
            page.on("request", lambda request: asked.append(request.url))
            page.on("console", lambda message: said.append(message.text))
            page.on("dialog", lambda dialog: said.append(dialog.message))
            page.goto(path.as_uri())
            for summary in page.locator("summary").all():
                summary.press("Enter")
            assert page.locator("details:not([open])").count() == 0, "the keyboard opens every question"
            wide = page.evaluate("document.documentElement.scrollWidth")
            return asked, said, wide, page.evaluate("getComputedStyle(document.body).backgroundColor")

    with ThreadPoolExecutor(1) as pool:  # a Playwright of its own: the tests of the app may have one running
        asked, said, wide, colour = pool.submit(visit).result()
    assert [url for url in asked if url != "data:,"] == [path.as_uri()]
    assert said == []
    assert wide <= width
    assert colour == ("rgb(251, 250, 247)" if scheme == "light" else "rgb(24, 23, 21)")
