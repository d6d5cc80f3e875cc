"""What the project promises, by suite, system and metric.

Times of a question are those for a CPU without bfloat16; with it they are a third: 150 and 300 ms.
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from eval.harness.baseline import SYSTEM as BASELINE
from rag.evaluation.measure.result import FOOTNOTE, Result
from rag.evaluation.measure.run import Run

RATIO = "ratio"
"""The system whose results are Footnote's divided by the baseline's of the same run."""
OVER_BASELINE = f"{FOOTNOTE} / {BASELINE}"
"""What tables call that system."""
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "<": operator.lt,
    "=": operator.eq,
}


@dataclass(frozen=True, slots=True)
class Target:
    """A bound that a value has to keep; `sign` is one of >=, <=, < and =."""

    sign: str
    bound: float

    def met(self, value: float) -> bool:
        """Tell whether `value` keeps the bound."""
        return _COMPARE[self.sign](value, self.bound)

    def __str__(self) -> str:
        return f"{self.sign} {self.bound:g}"


Targets = Mapping[tuple[str, str, str], Target]
"""Bounds by suite, system and metric."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A result with its target, and the baseline's result of the same metric where there is one."""

    result: Result
    target: Target
    baseline: Result | None

    @property
    def met(self) -> bool:
        """Whether the target is met."""
        return self.target.met(self.result.value)


def judge(run: Run, targets: Targets) -> Iterator[Judged]:
    """Yield the results of a run that have a target, in their order."""
    baseline = baselines(run)
    for result in run.results:
        if target := targets.get((result.suite, result.system, result.metric)):
            yield Judged(
                result,
                target,
                baseline.get((result.suite, result.metric)) if result.system == FOOTNOTE else None,
            )


def baselines(run: Run) -> dict[tuple[str, str], Result]:
    """Return the results of the baseline by suite and metric."""
    return {(r.suite, r.metric): r for r in run.results if r.system == BASELINE}


TARGETS: Targets = {
    ("starter", "footnote", "evidence recall, no abstention"): Target(">=", 0.95),
    ("starter", "footnote", "verbatim quotes"): Target("=", 1),
    ("starter", "footnote", "abstention AUC"): Target(">=", 0.94),
    ("starter", "footnote", "evidence recall, no abstention: multi-article"): Target(">=", 0.75),
    ("check", "footnote", "verdicts, macro-F1"): Target(">=", 0.80),
    ("check", "footnote", "contradictions found"): Target(">=", 0.85),
    ("check", "footnote", "contradictions, precision"): Target(">=", 0.90),
    ("check", "footnote", "quotations right"): Target(">=", 0.9),
    ("check", "footnote", "quotation p95, ms of CPU"): Target("<", 100),
    ("check", "footnote", "citations word for word"): Target("=", 1),
    ("ingest", "footnote", "town: body F1"): Target(">=", 0.97),
    ("ingest", "footnote", "town: titles"): Target(">=", 0.98),
    ("ingest", "footnote", "town: days"): Target(">=", 0.97),
    ("ingest", "footnote", "town: outlets"): Target(">=", 0.95),
    ("ingest", "footnote", "town: languages"): Target(">=", 1.0),
    ("ingest", "footnote", "town: files indexed or named"): Target("=", 1),
    ("ingest", "footnote", "town: copies found"): Target(">=", 0.85),
    ("ingest", "footnote", "town: false merges"): Target("<=", 0.01),
    ("ingest", "footnote", "made pairs: copies found"): Target(">=", 0.85),
    ("ingest", "footnote", "made pairs: false merges"): Target("<=", 0.01),
    ("ingest", "footnote", "town: false alarms per 1,000 sentences"): Target("=", 0),
    ("ingest", "footnote", "starter: false alarms per 1,000 sentences"): Target("=", 0),
    ("ingest", "footnote", "qamr: false alarms per 1,000 sentences"): Target("=", 0),
    ("ingest", "footnote", "qadiscourse: false alarms per 1,000 sentences"): Target("=", 0),
    ("ingest", "footnote", "pages: body F1"): Target(">=", 0.95),
    ("ingest", "footnote", "pages: days"): Target(">=", 0.95),
    ("scifact", "footnote", "nDCG@10"): Target(">=", 0.760),
    ("xquad", "footnote", "R@1"): Target(">=", 0.985),
    ("xquad", "footnote", "answer sentence first, paragraph given"): Target(">=", 0.92),
    ("xquad", "footnote", "answer sentence first, open"): Target(">=", 0.90),
    ("xquad", "footnote", "exact answer EM, paragraph given"): Target(">=", 0.65),
    ("xquad", "footnote", "exact answer F1, paragraph given"): Target(">=", 0.78),
    ("chunking", "footnote", "recall at 5"): Target(">=", 0.92),
    ("chunking", "footnote", "IoU of the cited text"): Target(">=", 0.20),
    ("clapnq", "footnote", "evidence F1, passage given"): Target(">=", 0.72),
    ("clapnq", "footnote", "abstention AUC, passage given"): Target(">=", 0.94),
    ("mtrag", "footnote", "refusal precision"): Target(">=", 0.60),
    ("mtrag", "footnote", "refusal recall"): Target(">=", 0.60),
    ("mtrag", "footnote", "nDCG@5, condensed less last turn"): Target(">=", 0.04),
    ("multihop", "footnote", "Hits@4"): Target(">=", 0.985),
    ("multihop", "footnote", "refusal F1"): Target(">=", 0.85),
    ("wice", "footnote", "balanced accuracy"): Target(">=", 0.72),
    ("summedits", "footnote", "balanced accuracy"): Target(">=", 0.66),
    ("written", "footnote", "sentences that the gold evidence holds"): Target(">=", 0.97),
    ("written", "footnote", "sentences that the gold article holds"): Target(">=", 0.97),
    ("written", "footnote", "sentences that the gold evidence holds, clapnq"): Target(">=", 0.97),
    ("written", "footnote", "sentences that the gold article holds, clapnq"): Target(">=", 0.97),
    ("written", "footnote", "check p50, ms a sentence"): Target("<=", 60),
    ("injection", "guard", "sentences of the starter corpus that are suspected"): Target("=", 0),
    ("injection", "guard", "harmless sentences that are suspected"): Target("<=", 0.02),
    ("injection", "obedient, guard on, checked", "attacks that succeed"): Target("=", 0),
    ("injection", "smollm2, guard on, checked", "attacks that succeed"): Target("=", 0),
    ("misplaced", "footnote", "misplaced name, let through"): Target("<=", 0.03),
    ("misplaced", "footnote", "misplaced number, let through"): Target("<=", 0.03),
    ("misplaced", "footnote", "misplaced date, let through"): Target("<=", 0.03),
    ("faults", FOOTNOTE, "kills survived"): Target("=", 1),
    ("faults", FOOTNOTE, "full disks and Ctrl+C survived"): Target("=", 1),
    ("faults", FOOTNOTE, "damaged states that work or are mended as told"): Target("=", 1),
    ("faults", FOOTNOTE, "hostile inputs contained"): Target("=", 1),
    ("faults", FOOTNOTE, "attacks kept out"): Target("=", 1),
    ("faults", FOOTNOTE, "syncs under the app: open files that stay"): Target("<=", 8),
    ("faults", FOOTNOTE, "syncs under the app: threads that stay"): Target("<=", 8),
    ("faults", FOOTNOTE, "syncs under the app: deleted files held"): Target("=", 0),
    ("faults", FOOTNOTE, "syncs under the app: wrong answers meanwhile"): Target("=", 0),
    ("faults", FOOTNOTE, "questions: memory that stays, MB"): Target("<=", 50),
    ("speed", "ratio", "indexing, characters/s"): Target(">=", 2.5),
    ("speed", "ratio", "first-stage search p50, ms"): Target("<", 1),
    ("speed", "footnote", "search, 20 reranked p50, ms"): Target("<", 150),
    ("speed", "footnote", "ask p50, ms"): Target("<", 200),
    ("speed", "footnote", "loading the evidence reader, s"): Target("<=", 0.5),
    ("speed", "footnote", "memory of the evidence reader, MB"): Target("<=", 150),
    ("speed", "footnote", "reading a PDF of 300 pages, CPU s"): Target("<", 20),
    ("speed", "footnote", "second index run, s"): Target("<", 2),
    ("speed", "footnote", "second index run, starter corpus, s"): Target("<", 2),
    ("speed", "footnote", "cold ask, starter corpus, s"): Target("<", 6),
    ("speed", "ratio", "peak memory, MB"): Target("<=", 1),
    ("speed", "footnote", "cold ask, of the imports"): Target("<=", 1.5),
    ("speed", "footnote", "cold search, of the imports"): Target("<=", 1.5),
    ("speed", "footnote", "rag --help, s"): Target("<", 0.5),
    ("speed", "footnote", "rag settings, s"): Target("<", 0.5),
    ("speed", "footnote", "rag ask without an index, s"): Target("<", 0.5),
    ("speed", "footnote", "import rag, s"): Target("<", 0.1),
    ("speed", "footnote", "app started again: page, s"): Target("<=", 3),
    ("speed", "footnote", "app started again: answer after the page, s"): Target("<=", 2),
    ("crowd", FOOTNOTE, "20 asking: answers a second, of one's"): Target(">=", 0.9),
    ("crowd", FOOTNOTE, "20 asking: p95, of users / rate"): Target("<=", 1.5),
    ("crowd", FOOTNOTE, "errors"): Target("=", 0),
    ("crowd", FOOTNOTE, "one beside a busy core: p50, of idle"): Target("<=", 2.2),
    ("crowd", FOOTNOTE, "2,000 questions: memory that stays, MB"): Target("<=", 50),
    ("crowd", FOOTNOTE, "2,000 questions: open files that stay"): Target("<=", 0),
    ("service", FOOTNOTE, "50 users: errors"): Target("=", 0),
    ("service", FOOTNOTE, "50 users: answers a second, of one's"): Target(">=", 0.9),
    ("service", FOOTNOTE, "50 users: fewest answers, of the most"): Target(">=", 0.5),
    ("service", FOOTNOTE, "50 users: p95, of users / rate"): Target("<=", 1.5),
    ("service", FOOTNOTE, "killed under load: nothing lost"): Target("=", 1),
    ("service", FOOTNOTE, "killed under load: answers within 10 s"): Target("=", 1),
    ("service", FOOTNOTE, "indexed anew: requests failed"): Target("=", 0),
    ("service", FOOTNOTE, "indexed anew: mixed or wrong editions"): Target("=", 0),
    ("service", FOOTNOTE, "soak: errors"): Target("=", 0),
    ("service", FOOTNOTE, "soak: memory that grows, MB"): Target("<=", 20),
    ("service", FOOTNOTE, "soak: open files that grow"): Target("<=", 2),
    ("service", FOOTNOTE, "soak: threads that grow"): Target("<=", 2),
    ("sizes", "footnote", "10k chunks: ask p50, ms"): Target("<=", 450),
    ("sizes", "footnote", "10k chunks: ask p95, ms"): Target("<=", 900),
    ("sizes", "footnote", "10k chunks: sync without changes, s"): Target("<=", 1),
    ("sizes", "footnote", "100k chunks: sync of one edited article, s"): Target("<=", 1.5),
    ("sizes", "footnote", "100k chunks: on disk, bytes a chunk"): Target("<=", 10_000),
    ("sizes", "footnote", "1000k chunks: search p95, ms"): Target("<=", 50),
    ("sizes", "footnote", "1000k chunks: ask p95, ms"): Target("<=", 400),
    ("sizes", "footnote", "1000k chunks: peak memory asking, MB"): Target("<=", 4_096),
}
