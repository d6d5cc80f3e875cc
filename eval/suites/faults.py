"""What nothing may break: kills, full disks, endless use, damage, hostile input, attacks.

Real commands in processes of their own and the real app, asked over HTTP. What was tried is kept
in the state folder, so that the whole run, about half an hour, goes on where it was ended; another
commit starts anew. With a limit of n each part takes n of its cases, and the app n syncs and 5 n
questions.
"""

from collections.abc import Callable, Iterator, Sequence

from eval.faults import attacks, damage, endless, halts, hostile, kills
from eval.faults.journal import Journal, Tried
from eval.harness.starter import CORPUS
from eval.harness.suite import Task
from rag.evaluation.measure.result import FOOTNOTE, Case, Outcome, Result, Scorer

SUITE = "faults"
KILLS, SYNCS, QUESTIONS = 200, 1_000, 5_000
STAYING = (
    "open files that stay",
    "threads that stay",
    "deleted files held",
    "memory that stays, MB",
    "wrong answers meanwhile",
)
Attempt = Callable[[Sequence[str]], Iterator[Tried]]

OURS = Scorer(SUITE, FOOTNOTE)


def run(task: Task) -> Outcome:
    """Kills, full disks, 1,000 syncs, 5,000 questions, damage, hostile input, attacks."""
    folder = task.settings.state_dir / SUITE
    parts: dict[str, tuple[Sequence[str], Attempt]] = {
        "kills survived": ([f"kill {n}" for n in range(KILLS)], kills.kill),
        "full disks and Ctrl+C survived": (halts.names(), halts.halt),
        "damaged states that work or are mended as told": (damage.names(), damage.damage),
        "hostile inputs contained": (
            [one.id for one in hostile.inputs()],
            hostile.try_inputs,
        ),
        "attacks kept out": ([one.id for one in attacks.attacks()], attacks.attack),
    }
    results: list[Result] = []
    cases: list[Case] = []
    for metric, (names, attempt) in parts.items():
        journal = Journal(folder / f"{attempt.__name__}.jsonl")
        tried = journal.run(_some(names, task.limit), _tracked(task, metric, attempt))
        results += OURS.mean(metric, [not one.problem for one in tried], [one.id for one in tried])
        cases += [_case(metric, one) for one in tried if one.problem]
    results += _endless(task, Journal(folder / "endless.jsonl"))
    return Outcome(results, cases)


def _some(names: Sequence[str], limit: int | None) -> list[str]:
    """Return at most so many of the names, spread over all of them."""
    count = min(limit or len(names), len(names))
    return [names[place * len(names) // count] for place in range(count)]


def _tracked(task: Task, label: str, attempt: Attempt) -> Attempt:
    return lambda names: task.track(attempt(names), f"{SUITE}: {label}")


def _case(metric: str, one: Tried) -> Case:
    return Case(SUITE, one.id, one.id, 0.0, f"{metric}: {one.problem}")


def _endless(task: Task, journal: Journal) -> list[Result]:
    """Return what grew in the app over many syncs, and in a process over many questions."""
    syncs = min(SYNCS, task.limit or SYNCS)
    questions = min(QUESTIONS, 5 * (task.limit or QUESTIONS))

    def attempt(left: Sequence[str]) -> Iterator[Tried]:
        if left[0] in names:
            task.note(f"{SUITE}: {syncs} syncs under the app")
            grown, wrong = endless.sync_under_the_app(syncs)
            for name, value in zip(names, (*grown.values(), wrong), strict=True):
                yield Tried(name, value=value)
        if asked in left:
            task.note(f"{SUITE}: {questions} questions")
            yield Tried(asked, value=endless.ask_endlessly(questions, CORPUS))

    names = [f"{syncs} syncs: {grew}" for grew in STAYING]
    asked = f"{questions} questions"
    metrics = [f"syncs under the app: {grew}" for grew in STAYING]
    tried = journal.run([*names, asked], attempt)
    return [
        result
        for metric, one in zip([*metrics, "questions: memory that stays, MB"], tried, strict=True)
        for result in OURS.mean(metric, [one.value])
    ]
