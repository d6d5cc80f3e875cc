"""A run as one HTML page for people: no script, no request; whatever comes from data is escaped.

The benchmarks extend this page: a template of theirs fills the blocks of `report.html`.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from rag.evaluation.measure.result import FOOTNOTE, Case, Result
from rag.evaluation.measure.run import Run
from rag.evaluation.report.figures import figures
from rag.evaluation.report.table import number
from rag.render.escape import plain

WORST = 15
"""The questions of a suite that are shown."""
_MACHINE = {
    "cpu": "{}",
    "cores": "{} cores",
    "memory_gb": "{} GB",
    "python": "Python {}",
    "torch": "torch {}",
}


def as_html(run: Run, *, title: str) -> str:
    """Return a run as a page that needs nothing besides itself; its worst cases are shown."""
    return environment().get_template("report.html").render(page_values(run, title))


def environment(*folders: Path) -> Environment:
    """Return what renders the templates of this folder, and of `folders`, which come first."""

    def clean(value: Any) -> Any:
        return plain(value) if isinstance(value, str) and not hasattr(value, "__html__") else value

    made = Environment(
        loader=FileSystemLoader([*folders, Path(__file__).parent]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=clean,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["number"] = number
    return made


def page_values(run: Run, title: str) -> dict[str, Any]:
    """Return what `report.html` shows.

    "links" are further entries of the contents: the id of a section and its name. A suite's
    "columns" are further columns of its table: texts by heading and metric.
    """
    names = dict.fromkeys([*(r.suite for r in run.results), *(case.suite for case in run.cases)])
    return {
        "title": title,
        "skipped": run.skipped,
        "ours": FOOTNOTE,
        "facts": _facts(run, len(names)),
        "links": [],
        "suites": [_suite(run, name) for name in names],
    }


def worst(cases: Iterable[Case]) -> list[Case]:
    """Return the cases with the lowest scores, the lowest first, ties by id."""
    return sorted(cases, key=lambda case: (case.score, case.id))[:WORST]


def _facts(run: Run, suites: int) -> list[tuple[str, str]]:
    machine = [
        form.format(run.machine[name]) for name, form in _MACHINE.items() if name in run.machine
    ]
    if "bf16" in run.machine:
        machine.append("with bfloat16" if run.machine["bf16"] else "without bfloat16")
    facts = [
        ("Suites", str(suites)),
        ("Questions", f"{len(run.cases):,}" if run.cases else ""),
        ("Commit", run.commit[:10]),
        ("Settings", run.settings_fingerprint[:10]),
        ("Machine", ", ".join(machine)),
    ]
    return [(name, value) for name, value in facts if value]


def _suite(run: Run, name: str) -> dict[str, Any]:
    results: Sequence[Result] = [result for result in run.results if result.suite == name]
    cases = [case for case in run.cases if case.suite == name]
    return {
        "name": name,
        "systems": [(system, system) for system in dict.fromkeys(r.system for r in results)],
        "metrics": list(dict.fromkeys(result.metric for result in results)),
        "cells": {(result.metric, result.system): result for result in results},
        "columns": {},
        "plots": figures(results),
        "questions": len(cases),
        "worst": worst(cases),
    }
