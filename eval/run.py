"""Run benchmark suites and print what they measured: `python -m eval.run SUITE... [--json FILE]`."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.datasets import DEFAULT_DATA, MissingData
from eval.langchain_tutorial import SYSTEM as BASELINE
from eval.suites import SUITES
from eval.suites.suite import Task
from eval.targets import TARGETS
from rag.errors import RagError
from rag.evaluation.result import Case, Result
from rag.evaluation.run import Run
from rag.evaluation.table import table
from rag.settings import load_settings


def run_suites(names: Sequence[str], task: Task) -> Run:
    """Run suites in order; one whose data is missing is named on stderr and skipped."""
    results: list[Result] = []
    cases: list[Case] = []
    skipped: dict[str, str] = {}
    for name in names:
        try:
            outcome = SUITES[name](task)
        except MissingData as error:
            task.note(f"{name} skipped: {error}")
            skipped[name] = str(error)
        else:
            results += outcome.results
            cases += outcome.cases
    return Run.of(results, task.settings, skipped=skipped, cases=cases)


def listing(suites: Mapping[str, object]) -> str:
    """Return the suites by name, each with the first line of its docstring."""
    return "\n".join(f"{name:10} {(suite.__doc__ or '').splitlines()[0]}" for name, suite in suites.items())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser("python -m eval.run", description="Run benchmark suites and print what they measured.")
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=f"any of: {', '.join(SUITES)}")
    parser.add_argument("--list", action="store_true", help="list the suites")
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA, metavar="DIR", help="folder of the benchmark sets")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the results to FILE")
    parser.add_argument("--limit", type=_positive, metavar="N", help="take at most N questions or documents of a set")
    given = parser.parse_args(arguments)
    if given.list:
        print(listing(SUITES))
        return 0
    if not given.suites:
        parser.error(f"name a suite: {', '.join(SUITES)}")
    if unknown := [name for name in given.suites if name not in SUITES]:
        parser.error(f"no suite {unknown[0]!r}: choose from {', '.join(SUITES)}")
    try:
        run = run_suites(list(dict.fromkeys(given.suites)), Task(given.data, load_settings(), given.limit))
    except RagError as error:
        print(f"eval: {error}", file=sys.stderr)
        return 1
    print(table(run.results, run.skipped, BASELINE, TARGETS))
    if given.json:
        given.json.write_text(run.as_json(), encoding="utf-8")
    return 0


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{value} is not at least 1")
    return value


if __name__ == "__main__":
    sys.exit(main())
