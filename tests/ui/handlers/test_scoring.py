import json
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

import rag
from rag.errors import DataError
from rag.evaluation.kept_runs import KeptRuns
from rag.settings import Settings
from rag.ui.catalogue import catalogue
from rag.ui.handlers.scoring import MOST_QUESTIONS, MOST_WAITING, Job, Scoring, SentFile, Wanted
from tests.ui.loop import in_its_own_loop

T = catalogue("en")
LINE = {"id": "q1", "question": "When did the plant open?", "category": "c", "evidence": []}


def sent(lines: int = 1, name: str = "mine.jsonl") -> SentFile:
    text = [json.dumps(LINE | {"id": f"q{number}"}) for number in range(lines)]
    return SentFile(name=name, text="\n".join(text))


class Gate:
    """Gives the chatbot out only when the test lets it."""

    def __init__(self, bot: rag.Chatbot) -> None:
        self.bot, self.asked, self.opened = bot, Event(), Event()

    def __call__(self) -> rag.Chatbot:
        self.asked.set()
        assert self.opened.wait(60)
        return self.bot


@pytest.fixture
def gate(starter_bot: rag.Chatbot) -> Iterator[Gate]:
    gate = Gate(starter_bot)
    yield gate
    gate.opened.set()


@pytest.fixture
def runs(tmp_path: Path) -> KeptRuns:
    return KeptRuns(tmp_path / "reports")


@pytest.fixture
def scoring(gate: Gate, runs: KeptRuns) -> Iterator[Scoring]:
    scoring = Scoring(gate, Settings(), runs)
    yield scoring
    gate.opened.set()
    scoring.close()


def ended(scoring: Scoring, owner: str = "me") -> Job:
    """Return a job that has ended: the pool has one thread, so what is put behind it waits."""
    scoring._pool.submit(lambda: None).result(60)  # noqa: SLF001 - nothing else waits
    return scoring.job(owner)


def test_a_file_is_scored_and_its_run_is_its_readers(
    scoring: Scoring, gate: Gate, runs: KeptRuns
) -> None:
    assert scoring.job("me").state == "none"
    scoring.score("me", sent(2), T)
    assert scoring.job("me").open
    assert scoring.job("you").state == "none"
    gate.opened.set()
    job = ended(scoring)
    assert (job.state, job.asked, job.questions, job.problem) == ("done", 2, 2, "")
    (kept,) = runs.find("me")
    assert (kept.id, kept.name, kept.questions) == (job.run, "mine.jsonl", 2)
    assert runs.find("you") == []


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        (SentFile(name="bad.jsonl", text='\n{"id": "q1"}'), "bad.jsonl, line 2: field 'question'"),
        (SentFile(name="bad.jsonl", text=""), "bad.jsonl holds no question"),
        (sent(MOST_QUESTIONS + 1), "mine.jsonl holds 501 questions, more than 500"),
    ],
)
def test_a_broken_file_is_told_and_nothing_is_kept(
    scoring: Scoring, gate: Gate, runs: KeptRuns, file: SentFile, problem: str
) -> None:
    gate.opened.set()
    scoring.score("me", file, T)
    job = ended(scoring)
    assert job.state == "failed"
    assert job.problem.startswith(problem)
    assert runs.find("me") == []


def test_a_bug_is_told_in_words_and_the_next_file_is_scored(
    scoring: Scoring, gate: Gate, caplog: pytest.LogCaptureFixture
) -> None:
    gate.opened.set()
    bot, gate.bot = gate.bot, None  # type: ignore[assignment]
    scoring.score("me", sent(), T)
    assert (ended(scoring).state, scoring.job("me").problem) == ("failed", T("failed"))
    assert "could not be scored" in caplog.text
    gate.bot = bot
    scoring.score("me", sent(), T)
    assert ended(scoring).state == "done"


def test_f9_scoring_stops_before_the_next_question(
    scoring: Scoring, gate: Gate, runs: KeptRuns
) -> None:
    scoring.score("me", sent(50), T)
    assert gate.asked.wait(60)
    scoring.stop("me")
    gate.opened.set()
    job = ended(scoring)
    assert (job.state, job.asked) == ("stopped", 0)
    assert runs.find("me") == []


def test_a_reader_has_one_job_and_all_have_a_bound(scoring: Scoring, gate: Gate) -> None:
    for number in range(MOST_WAITING):
        scoring.score(f"reader {number}", sent(), T)
    with pytest.raises(DataError, match="still being scored"):
        scoring.score("reader 0", sent(), T)
    with pytest.raises(DataError, match="Too many"):
        scoring.make("me", Wanted(count=1), T)


def test_questions_are_made_and_scored(scoring: Scoring, gate: Gate, runs: KeptRuns) -> None:
    gate.opened.set()
    scoring.make("me", Wanted(count=4), T)
    job = ended(scoring)
    assert (job.state, job.questions) == ("done", 4)
    run = runs.open("me", job.run)
    assert [case.id for case in run.cases] == ["made-1", "made-2", "made-3", "made-4"]
    assert not run.cases[3].expected
    assert scoring.questions(4).count(b"\n") == 4


@in_its_own_loop
async def test_jobs_stop_with_the_app(scoring: Scoring, gate: Gate) -> None:
    async with scoring.while_serving(None):
        scoring.score("me", sent(50), T)
        assert gate.asked.wait(60)
        scoring.score("you", sent(50), T)
    assert scoring.job("me").stopping.is_set()
    with pytest.raises(RuntimeError, match="after shutdown"):
        scoring.score("her", sent(), T)
