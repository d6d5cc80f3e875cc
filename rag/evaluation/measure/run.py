"""A run of suites as a file: what was measured, with what, on what."""

import json
from collections.abc import Container, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from pydantic import TypeAdapter, ValidationError

from rag.evaluation.measure.provenance import commit, fingerprint, machine
from rag.evaluation.measure.result import Case, Result, Sample
from rag.settings import Settings

_ROW = ("suite", "system", "metric", "value", "low", "high", "n")
_CASES = TypeAdapter(list[Case])


@dataclass(frozen=True, slots=True)
class Run:
    """The results of some suites.

    Attributes:
        commit: the commit of the working tree, empty outside git.
        settings_fingerprint: sha256 of the settings that affect results.
        machine: what timings depend on.
        results: the numbers, in the order of the suites.
        skipped: the reason by suite that was skipped.
        cases: the questions behind the numbers.
    """

    commit: str
    settings_fingerprint: str
    machine: dict[str, Any]
    results: list[Result]
    skipped: dict[str, str] = field(default_factory=dict)
    cases: list[Case] = field(default_factory=list)

    @classmethod
    def of(
        cls,
        results: list[Result],
        settings: Settings,
        *,
        skipped: dict[str, str] | None = None,
        cases: Sequence[Case] = (),
    ) -> Self:
        """Return results as a run of this commit, these settings and this machine."""
        return cls(commit(), fingerprint(settings), machine(), results, skipped or {}, list(cases))

    def as_json(self, cases_of: Container[str] = ()) -> str:
        """Return the run as JSON, a line for each result, each result's sample and each question.

        Args:
            cases_of: the suites whose questions are written; the texts of other data sets may not
                be handed on.
        """
        head = [
            f'"{name}": {json.dumps(value)}'
            for name, value in (
                ("commit", self.commit),
                ("settings_fingerprint", self.settings_fingerprint),
                ("machine", self.machine),
            )
        ]
        rows = [{name: getattr(result, name) for name in _ROW} for result in self.results]
        samples = [
            {"suite": r.suite, "system": r.system, "metric": r.metric, **asdict(r.sample)}
            for r in self.results
            if r.sample
        ]
        cases = [asdict(case) for case in self.cases if case.suite in cases_of]
        tables = {"results": rows, "samples": samples} | ({"cases": cases} if cases else {})
        parts = [*head, *(_lines(name, table) for name, table in tables.items())]
        return "{\n" + ",\n".join(parts) + "\n}\n"

    @classmethod
    def read(cls, path: Path) -> Self:
        """Return the run in a file that `as_json` made.

        Raises:
            OSError: when the file can't be read.
            ValueError: when it is not such a file.
        """
        return cls.parse(path.read_text(encoding="utf-8"), path.name)

    @classmethod
    def parse(cls, text: str, name: str) -> Self:
        """Return the run in a text that `as_json` made.

        Args:
            text: the JSON.
            name: what a mistake is told of.

        Raises:
            ValueError: when it is not such a text.
        """
        data = json.loads(text)
        try:
            samples = {
                (s["suite"], s["system"], s["metric"]): Sample(
                    s["statistic"], s["cases"], tuple(map(tuple, s["columns"]))
                )
                for s in data.get("samples", ())
            }
            results = [
                Result(**row, sample=samples.get((row["suite"], row["system"], row["metric"])))
                for row in data["results"]
            ]
            cases = _CASES.validate_python(data.get("cases", []))
            return cls(
                data["commit"],
                data["settings_fingerprint"],
                data["machine"],
                results,
                cases=cases,
            )
        except (AttributeError, KeyError, TypeError, ValidationError) as error:
            raise ValueError(
                f"{name} is not a result file ({error}): make one with --json"
            ) from error


def _lines(name: str, rows: Sequence[dict[str, Any]]) -> str:
    body = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows)
    return f'"{name}": [\n{body}\n]' if rows else f'"{name}": []'
