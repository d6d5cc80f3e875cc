from rag.evaluation.measure.result import Case
from rag.evaluation.measure.run import Run
from rag.evaluation.report.page import WORST, as_html, worst
from tests.evaluation.report.samples import (
    CASES,
    DRAWN,
    HOSTILE,
    PLAIN,
    Page,
    assert_accessible,
    assert_dead,
    hostile_run,
    run_of,
)


def page_of(run: Run) -> Page:
    return Page(as_html(run, title="Scores"))


def test_the_head_says_what_was_run_and_what_was_not() -> None:
    page = page_of(run_of(skipped={"wice": "dev.jsonl is missing"}))
    assert page.texts("h1") == page.texts("title")[:1] == ["Scores"]
    assert dict(zip(page.texts("dt"), page.texts("dd"), strict=True)) == {
        "Suites": "1",
        "Questions": "3",
        "Commit": "0123456789",
        "Settings": "fedcba9876",
        "Machine": "A processor, 2 cores, 8.0 GB, Python 3.11.7, torch 2.13, without bfloat16",
        "wice": "dev.jsonl is missing",
    }


def test_the_systems_stand_side_by_side() -> None:
    page = page_of(run_of(PLAIN))
    assert "Metric base footnote" in page.texts("tr")
    row = "nDCG@10 0.500 0.400 to 0.600 n 4 0.700 0.660 to 0.740 n 4"
    assert row in page.texts("tr")


def test_the_plots_show_the_kept_values() -> None:
    page = page_of(run_of())
    assert page.texts("h4")[:3] == [
        "Risk and coverage",
        "Calibration",
        "Evidence recall by category",
    ]
    assert "<svg" not in as_html(run_of([*PLAIN, DRAWN[-1]], ()), title="")


def test_the_worst_questions_come_first_and_show_what_was_found() -> None:
    page = page_of(run_of())
    assert page.texts("bdi", "question") == ["Worst?", "Second worst?", "Right?"]
    assert page.texts("summary")[0] == "Worst? cites 0% score 0.00"
    assert page.texts("strong") == ["right", "wrong"]
    assert page.texts("ol", "passages") == [
        "T right One. T wrong Two.",
        "a.md Gold.",
        "Hit score 1.500 Found.",
    ]
    assert page.texts("p", "answer") == ["The articles do not hold an answer."]
    many = [Case("s", f"{n:02}", "Q?", n / 100, "") for n in reversed(range(99))]
    assert [case.id for case in worst(many)] == [f"{n:02}" for n in range(WORST)]


def test_an_empty_run_is_a_page() -> None:
    page = page_of(run_of([], (), machine={}, commit=""))
    assert "Nothing was measured." in page.text


def test_nothing_in_the_data_comes_alive() -> None:
    page = Page(as_html(hostile_run(), title=HOSTILE))
    assert_dead(page)
    links = {value.split("-")[0] for name, value in page.attributes if name == "href"}
    assert links == {"data:,", "#suite"}


def test_the_page_is_made_for_everybody() -> None:
    cases = [*CASES, Case("other", "d", "More?", 0.0, "")]
    assert_accessible(page_of(run_of(cases=cases)))
