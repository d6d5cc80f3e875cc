"""People who ask at once, at the app as it is served, for a moment."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from eval.faults.served import App, Visitor, served
from eval.harness.starter import CORPUS
from eval.suites import crowd
from eval.suites.crowd import Crowd, busy, during, kept, meet, several, waits
from rag.evaluation.measure.result import Result


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    with served(CORPUS, tmp_path_factory.mktemp("crowd") / "state") as running:
        yield running


def by_metric(results: list[Result]) -> dict[str, float]:
    return {result.metric: result.value for result in results}


def test_a_warm_app_has_made_its_suggestions(app: App) -> None:
    crowd.warm_up(app)
    with closing(Visitor(app)) as visitor:
        assert "What" in visitor.client.get("/room/start").json()["html"]


def test_everybody_is_answered_until_the_time_is_over(app: App) -> None:
    met = meet(app, 3, several(5))
    assert (met.users, len(met.waits), met.errors) == (3, 5, [])
    assert 0 < min(met.waits) <= max(met.waits) <= met.seconds
    assert meet(app, 1, during(0)).waits == []


def test_what_questions_leave_behind_is_counted_after_the_first_tenth(app: App) -> None:
    left = by_metric(kept(app, 20))
    assert left.keys() == {
        "20 questions: memory that stays, MB",
        "20 questions: open files that stay",
        "20 questions: threads that stay",
    }
    assert left["20 questions: memory that stays, MB"] < 200


def test_a_question_that_fails_is_counted_and_the_next_one_asked(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"question": "?"}\n{"question": "What challenges remain?"}\n')
    monkeypatch.setattr(crowd, "QUESTIONS", questions)
    met = meet(app, 1, several(2))
    assert (len(met.errors), len(met.waits)) == (1, 1)


def test_ratios_are_those_of_the_run() -> None:
    alone = Crowd(1, 10.0, [0.25] * 40, [])
    many = Crowd(20, 10.0, [4.0] * 50, ["the page failed"])
    found = by_metric(waits([alone, many]))
    assert found["one asking: answers a second"] == 4
    assert found["20 asking: answers a second, of one's"] == 1.25
    assert found["20 asking: p95, of users / rate"] == pytest.approx(1.0)
    assert found["errors"] == 1
    beside = by_metric(busy(alone, Crowd(1, 10.0, [0.5] * 20, [])))
    assert beside["one beside a busy core: p50, of idle"] == 2


def test_a_core_is_busy_as_long_as_it_is_wanted() -> None:
    with crowd.busy_core() as other:
        assert other.poll() is None
    assert other.poll() is not None
