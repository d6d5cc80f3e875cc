"""Run benchmark suites and print what they measured: `python -m eval.run SUITE...`."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter

import rag
from eval.bars.gates import fallen, read_gates
from eval.bars.page import as_html
from eval.bars.readme import RESULTS
from eval.bars.tables import changes_table, results_table
from eval.bars.targets import TARGETS, judge
from eval.harness.datasets import DEFAULT_DATA, MissingData
from eval.harness.suite import Task
from eval.suites import SUITES
from rag.errors import DataError, RagError
from rag.evaluation.measure.compare import compare
from rag.evaluation.measure.result import FOOTNOTE, Case, Result
from rag.evaluation.measure.run import Run
from rag.evaluation.user_questions import score_file
from rag.models.threads import prepare_threads
from rag.progress import say, track
from rag.settings import load_settings

_OUR_DATA = frozenset({"starter", "town"})
"""The suites whose texts and questions are our own, and may be handed on."""


def run_suites(names: Sequence[str], task: Task, keep: Callable[[Run], None]) -> Run:
    """Run suites in order; one whose data is missing is named on stderr and skipped.

    Args:
        names: of suites.
        task: the data, the settings and the limit.
        keep: takes what is measured so far, after each suite, so that it outlives a run that stops.
    """
    results: list[Result] = []
    cases: list[Case] = []
    skipped: dict[str, str] = {}

    def measured() -> Run:
        return Run.of(results, task.settings, skipped=skipped, cases=cases)

    for name in names:
        started = perf_counter()
        try:
            outcome = SUITES[name](task)
        except MissingData as error:
            task.note(f"{name} skipped: {error}")
            skipped[name] = str(error)
        else:
            results += outcome.results
            cases += outcome.cases
            task.note(f"{name}: done in {perf_counter() - started:.0f} s")
        keep(measured())
    return measured()


def listing(suites: Mapping[str, object]) -> str:
    """Return the suites by name, each with the first line of its docstring."""
    return "\n".join(
        f"{name:10} {(suite.__doc__ or '').splitlines()[0]}" for name, suite in suites.items()
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code.

    0: done, 1: a user error, 2: a wrong call, 5: a gated metric fell or, with --strict, a target
    was missed.
    """
    prepare_threads()
    parser = _parser()
    given = parser.parse_args(arguments)
    if given.list:
        print(listing(SUITES))
        return 0
    if given.render:
        print(render())
        return 0
    if bool(given.suites) == bool(given.questions):
        parser.error(f"name suites ({', '.join(SUITES)}) or give --questions FILE")
    if unknown := [name for name in given.suites if name not in SUITES]:
        parser.error(f"no suite {unknown[0]!r}: choose from {', '.join(SUITES)}")
    try:
        earlier = _earlier(given.compare)
        task = Task(given.data, load_settings(state_dir=given.state), given.limit, given.alone)
        keep = partial(_write, given.json)
        if given.questions:
            run = _user_questions(given.questions, task)
            keep(run)
        else:
            run = run_suites(list(dict.fromkeys(given.suites)), task, keep)
        changes = compare(run, earlier) if earlier else []
        worse = fallen(run, changes, read_gates()) if earlier else []
        missed = [one for one in judge(run, TARGETS) if not one.met] if given.strict else []
    except RagError as error:
        say(str(error))
        return 1
    print(results_table(run))
    if earlier:
        print(f"\n{FOOTNOTE}, against the earlier run:")
        print(changes_table(changes), *(f"FELL: {line}" for line in worse), sep="\n")
    if given.html:
        given.html.parent.mkdir(parents=True, exist_ok=True)
        given.html.write_text(as_html(run, changes), encoding="utf-8")
    return 5 if worse or missed else 0


def render(results: Path = RESULTS) -> Path:
    """Write the page of results beside their file, for the app, and return its path."""
    page = results.with_suffix(".html")
    page.write_text(as_html(Run.read(results)), encoding="utf-8")
    return page


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "python -m eval.run", description="Run benchmark suites and print what they measured."
    )
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=f"any of: {', '.join(SUITES)}")
    parser.add_argument("--list", action="store_true", help="list the suites")
    parser.add_argument(
        "--render",
        action="store_true",
        help="write eval/results/benchmarks.html from benchmarks.json, for the app",
    )
    parser.add_argument(
        "--questions",
        type=Path,
        metavar="FILE",
        help="score your own questions against an index instead",
    )
    parser.add_argument(
        "--state",
        type=Path,
        metavar="DIR",
        help="the index for --questions [default: $RAG_STATE_DIR or .rag]",
    )
    parser.add_argument(
        "--data",
        type=Path,
        default=DEFAULT_DATA,
        metavar="DIR",
        help="folder of the benchmark sets",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the results to FILE")
    parser.add_argument("--html", type=Path, metavar="FILE", help="also write a report to FILE")
    parser.add_argument(
        "--compare",
        type=Path,
        metavar="OLD.json",
        help="show what changed since a run that --json wrote",
    )
    parser.add_argument("--strict", action="store_true", help="end with 5 where a target is missed")
    parser.add_argument(
        "--alone",
        action="store_true",
        help="leave out the baseline, in the gated suites and where documents are ranked",
    )
    parser.add_argument(
        "--limit",
        type=_positive,
        metavar="N",
        help="take at most N questions or documents of a set",
    )
    return parser


def _earlier(path: Path | None) -> Run | None:
    try:
        return Run.read(path) if path else None
    except (OSError, ValueError) as error:
        raise DataError(f"--compare {path}: {error}") from error


def _write(path: Path | None, run: Run) -> None:
    if path:
        path.write_text(run.as_json(cases_of=_OUR_DATA), encoding="utf-8")


def _user_questions(path: Path, task: Task) -> Run:
    bot = rag.open(settings=task.settings)
    return score_file(path, bot, task.settings, track)


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{value} is not at least 1")
    return value


if __name__ == "__main__":
    sys.exit(main())
