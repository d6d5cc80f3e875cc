"""The Benchmarks page: runs, one of them opened, two of them side by side."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rag.core.conversation import ConversationInfo
from rag.evaluation.kept_runs import KeptRun
from rag.evaluation.measure.compare import Change, compare
from rag.evaluation.measure.result import FOOTNOTE, Case, Result
from rag.evaluation.measure.run import Run
from rag.evaluation.report.table import number
from rag.evaluation.user_questions import SUITE
from rag.ui.catalogue import Wording
from rag.ui.handlers.scoring import LARGEST, MOST_QUESTIONS, Job
from rag.ui.pages.room import Holding
from rag.ui.parts.template import render

MOST_FAILED = 50
"""The failed questions of a run that are shown, the worst."""
_FAMILIES = (
    ("checked", r"macro-F1|^contradictions|quotations right|word for word"),
    ("service", r"^\d+ users|^killed under load|^indexed anew|^soak"),
    ("crowd", r"\basking|errors|a busy core|questions: "),
    ("refusal", r"refus|abstention|risk-coverage|held back|: no answer"),
    ("words", r"words per answer"),
    ("size", r"memory|disk|MB\b"),
    ("time", r"p50|p95|, s$|, ms|/s$|share of matmul"),
    ("precision", r"precision"),
    ("exact", r"verbatim"),
    ("rejected", r"rejected quotes"),
    ("reference", r"holds a reference|token F1|exact answer|ROUGE|true capacity"),
    ("recall", r"recall|evidence|IoU|cites a relevant|gold"),
    ("ranking", r"nDCG|^R@|MRR|Hits@|answer sentence first"),
    ("reading", r"files indexed|body F1|: (titles|days|outlets|languages)$"),
    ("copies", r"copies found|false merges"),
    ("written", r"^answers (written|quoted)"),
    ("right", r"^right|lead|lists of articles"),
    ("claims", r"balanced accuracy|AUC|let through"),
    (
        "attacks",
        r"attack|false alarms|suspected|survived|contained|mended|stay|files held|wrong answers",
    ),
)
"""What a metric is about, by what its name has in it; the first that fits."""
_SUITES = frozenset(
    "starter town ingest scifact xquad chunking clapnq mtrag wice summedits multihop written "
    "injection misplaced faults speed ui check crowd service sizes".split()
) | {SUITE}
"""The suites that a sentence tells about."""


@dataclass(frozen=True, slots=True)
class Row:
    """A metric of Footnote, or one that only others have.

    Attributes:
        metric: its name.
        result: Footnote's; None where only others have it.
        others: those of other systems.
    """

    metric: str
    result: Result | None
    others: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """Metrics that one sentence tells about.

    Attributes:
        told: the sentence; empty for metrics that tell themselves.
        rows: the metrics.
    """

    told: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Suite:
    """A suite of a run.

    Attributes:
        name: its name.
        told: what it is, in a sentence; empty for one that is not known.
        families: its metrics.
    """

    name: str
    told: str
    families: tuple[Family, ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """A question whose score differs between two runs."""

    case: Case
    before: Case


def benchmarks_page(
    t: Wording,
    talks: Sequence[ConversationInfo],
    held: Holding,
    runs: Sequence[KeptRun],
    chosen: tuple[KeptRun, Run] | None = None,
    other: tuple[KeptRun, Run] | None = None,
    problem: str = "",
) -> str:
    """Return the page.

    Args:
        t: the texts.
        talks: the reader's conversations, newest first.
        held: what the library holds.
        runs: the runs that the reader may see.
        chosen: the one that is opened.
        other: an earlier one that it is compared with.
        problem: why it can't be opened.
    """
    run = chosen[1] if chosen else None
    return render(
        "benchmarks",
        t=t,
        title=f"{t('benchmarks')} · Footnote",
        page="benchmarks",
        talks=talks,
        words="",
        held=held,
        runs=runs,
        chosen=chosen[0] if chosen else None,
        other=other[0] if other else None,
        problem=problem,
        machine=_machine(run) if run else "",
        failed=failed(run.cases)[:MOST_FAILED] if run else [],
        failures=len(failed(run.cases)) if run else 0,
        asked=len(run.cases) if run else 0,
        suites=suites(run, t) if run else [],
        changes=[_change(change) for change in compare(run, other[1])] if run and other else [],
        shifts=shifts(run, other[1]) if run and other else [],
        number=number,
        largest=LARGEST,
        most=MOST_QUESTIONS,
    )


def job_line(t: Wording, job: Job) -> dict[str, Any]:
    """Return how far a reader's job is, as the page tells it."""
    texts = {
        "none": "",
        "waiting": t("job_waiting", name=job.name),
        "running": t("job_running", name=job.name, asked=job.asked, n=job.questions or 0)
        if job.questions
        else t("job_beginning", name=job.name),
        "done": t("job_done", name=job.name, n=job.questions),
        "failed": job.problem,
        "stopped": t("job_stopped", name=job.name),
    }
    share = job.asked / job.questions if job.questions else 0.0
    return {"state": job.state, "text": texts[job.state], "share": share, "run": job.run}


def failed(cases: Sequence[Case]) -> list[Case]:
    """Return the questions that did not go entirely right, the worst first, ties by id."""
    return sorted((case for case in cases if case.score < 1), key=lambda c: (c.score, c.id))


def shifts(run: Run, earlier: Run) -> list[Shift]:
    """Return the questions that went better or worse than in an earlier run, the worst first."""
    before = {(case.suite, case.id, case.question): case for case in earlier.cases}
    pairs = [(case, before.get((case.suite, case.id, case.question))) for case in run.cases]
    changed = [Shift(case, old) for case, old in pairs if old and old.score != case.score]
    return sorted(changed, key=lambda shift: shift.case.score - shift.before.score)


def suites(run: Run, t: Wording) -> list[Suite]:
    """Return the results of a run by suite and by what they are about."""
    return [
        Suite(
            name,
            t(f"suite_{name}") if name in _SUITES else "",
            _families([result for result in run.results if result.suite == name], t),
        )
        for name in dict.fromkeys(result.suite for result in run.results)
    ]


def _families(results: Sequence[Result], t: Wording) -> tuple[Family, ...]:
    by_family: dict[str, list[Row]] = {}
    for metric in dict.fromkeys(result.metric for result in results):
        several = [result for result in results if result.metric == metric]
        ours = next((result for result in several if result.system == FOOTNOTE), None)
        others = tuple(result for result in several if result.system != FOOTNOTE)
        by_family.setdefault(family(metric), []).append(Row(metric, ours, others))
    return tuple(
        Family(t(f"metric_{name}") if name else "", tuple(rows)) for name, rows in by_family.items()
    )


def family(metric: str) -> str:
    """Return what a metric is about; empty where that is not known.

    >>> family("nDCG@10"), family("refusal precision"), family("citation precision, as served")
    ('ranking', 'refusal', 'precision')
    """
    measured = metric.removesuffix(", as served").replace("no abstention", "")
    return next((name for name, has in _FAMILIES if re.search(has, measured)), "")


def _change(change: Change) -> tuple[Change, str]:
    """Return a change with what it is: "higher", "lower", or "same" where that may be chance."""
    if not change.significant:
        return change, "same"
    return change, "higher" if change.amount > 0 else "lower"


def _machine(run: Run) -> str:
    """Return what a run was measured with: commit, processor, cores."""
    cpu, cores = run.machine.get("cpu"), run.machine.get("cores")
    return " · ".join(filter(None, [run.commit[:10], f"{cpu} × {cores}" if cpu and cores else ""]))
