import json
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from rag.evaluation.kept_runs import KeptRun
from rag.evaluation.measure.result import FOOTNOTE, Case, Result, Scorer, Shown
from rag.evaluation.measure.run import Run
from rag.ui.catalogue import LANGUAGES, catalogue
from rag.ui.handlers.scoring import Job
from rag.ui.pages.benchmarks import (
    benchmarks_page,
    failed,
    family,
    job_line,
    shifts,
    suites,
)
from rag.ui.pages.room import Holding

ROOT = Path(__file__).parents[3]
T = catalogue("en")
HOSTILE = "<img src=x onerror=alert(1)>"


def case(name: str, score: float, question: str = "When?") -> Case:
    expected = (Shown("A", "in 2021"),) if score else ()
    cited = (Shown("B", HOSTILE, None, False),)
    return Case("questions", name, question, score, f"scored {score:.1f}", expected, (), cited)


def run_of(*scores: float) -> Run:
    ids = [f"q{number}" for number in range(len(scores))]
    results = Scorer("questions", FOOTNOTE).mean("evidence recall, as served", scores, ids)
    cases = [case(name, score) for name, score in zip(ids, scores, strict=True)]
    return Run("abcdef0123456", "", {"cpu": "CPU", "cores": 2}, results, cases=cases)


def page_of(chosen: Run, other: Run | None = None) -> str:
    runs = [KeptRun("1", "mine.jsonl"), KeptRun("2", "old.jsonl")]
    return benchmarks_page(
        T, [], Holding(), runs, (runs[0], chosen), (runs[1], other) if other else None
    )


def test_failed_questions_stand_first_with_what_was_found() -> None:
    run = run_of(1, 0, 0.5)
    assert [one.id for one in failed(run.cases)] == ["q1", "q2"]
    html = page_of(run)
    assert html.index("scored 0.0") < html.index("scored 0.5") < html.index("evidence recall")
    assert "scored 1.0" not in html
    assert "2 of 3 questions did not go entirely right" in html
    assert "No answer: the articles that were searched do not hold one." in html


def test_what_a_file_holds_is_escaped_and_a_question_becomes_an_address() -> None:
    run = Run("", "", {}, [], cases=[case("q", 0, f"What is {HOSTILE}?")])
    html = page_of(run)
    assert "<img" not in html
    assert 'href="/#/q/What%20is%20%3Cimg%20src%3Dx%20onerror%3Dalert%281%29%3E%3F"' in html


def test_a_run_in_which_all_went_right_says_so() -> None:
    assert "All 2 questions went right." in page_of(run_of(1, 1))


def test_two_runs_are_compared_in_pairs_with_a_word_for_the_finding() -> None:
    better, worse = run_of(*[1] * 30), run_of(*[0] * 30)
    for now, before, word in ((better, worse, "higher"), (worse, better, "lower")):
        html = page_of(now, before)
        assert f"</svg>{word}</span>" in html
    html = page_of(better, better)
    assert "</svg>no clear difference</span>" in html
    assert shifts(better, better) == []
    assert [shift.case.score for shift in shifts(run_of(1, 0, 1), run_of(0, 1, 1))] == [0, 1]


def test_runs_over_other_questions_are_not_compared() -> None:
    assert "no metric over the same questions" in page_of(run_of(1, 0), run_of(1, 0, 1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_suite_and_metric_that_ships_is_told_in_a_sentence(language: str) -> None:
    run = Run.read(ROOT / "eval" / "results" / "benchmarks.json")
    shown = suites(run, catalogue(language))
    assert all(suite.told for suite in shown)
    untold = [row.metric for suite in shown for each in suite.families
              for row in each.rows if not each.told]  # fmt: skip
    assert untold == []
    rows = [row for suite in shown for each in suite.families for row in each.rows]
    assert sum(bool(row.result) + len(row.others) for row in rows) == len(run.results)


def test_a_metric_that_only_others_have_has_no_value_of_ours() -> None:
    run = Run("", "", {}, [Result("s", "other", "x", 1, 1, 1, 1)])
    (suite,) = suites(run, T)
    (only,) = suite.families
    assert (suite.told, only.told, only.rows[0].result) == ("", "", None)
    assert "other 1.000" in page_of(run)


def test_families() -> None:
    assert family("evidence recall, no abstention: date") == "recall"
    assert family("words per answer, no abstention") == "words"
    assert family("risk-coverage area") == "refusal"
    assert family("something new") == ""


def test_a_job_is_told_in_words() -> None:
    job = Job("a.jsonl", "running", 1, 4)
    assert job_line(T, job) == {
        "state": "running", "text": "a.jsonl: asked 1 of 4 questions", "share": 0.25, "run": "",
    }  # fmt: skip
    assert job_line(T, Job())["text"] == ""
    assert job_line(T, Job("a", "running"))["text"] == "a: reading the questions"
    assert job_line(T, Job("a", "failed", problem="why"))["text"] == "why"


QUESTION = "When did Northvolt file for bankruptcy in Sweden?"


def test_a_reader_scores_a_file_compares_and_asks_a_failed_question(
    context: BrowserContext, app_url: str, tmp_path: Path
) -> None:
    line = {"id": "q1", "question": QUESTION, "category": "date", "evidence": []}
    path = tmp_path / "mine.jsonl"
    path.write_text(json.dumps(line))
    page = context.new_page()
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(f"{app_url}/benchmarks")
    expect(page.locator(".fn-runs li")).to_have_count(1)
    for count in (2, 3):
        with page.expect_navigation(url="**/benchmarks?run=*"):
            page.locator("#fn-file").set_input_files(path)
        expect(page.locator(".fn-runs li")).to_have_count(count)
    expect(page.locator(".fn-run-head h2")).to_have_text("mine.jsonl")
    page.get_by_role("button", name="Compare").click()
    expect(page.locator(".fn-change").first).to_contain_text("no clear difference")
    page.get_by_role("link", name="Ask it").click()
    expect(page.get_by_label("Your question")).to_have_value(QUESTION)
    expect(page.locator(".fn-turn")).to_have_count(0)
    assert all(url.startswith((app_url, "data:")) for url in requested)


def test_a_broken_file_is_told_where_it_was_chosen(
    context: BrowserContext, app_url: str, tmp_path: Path
) -> None:
    path = tmp_path / "<img src=x onerror=alert(1)>.jsonl"
    path.write_text('{"id": "q1"}')
    page = context.new_page()
    page.goto(f"{app_url}/benchmarks")
    page.locator("#fn-file").set_input_files(path)
    expect(page.locator("#fn-job-text")).to_have_text(
        f"{path.name}, line 1: field 'question' is missing"
    )
    expect(page.locator(".fn-runs li")).to_have_count(1)
