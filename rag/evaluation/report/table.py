"""Tables of text: results as rows, printed as plain text or as Markdown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten

from rag.core.text import one_line
from rag.evaluation.measure.result import Case, Result
from rag.render.escape import plain

RIGHT_ALIGNED = frozenset({"value", "n", "before", "after", "baseline"})
"""The headings of columns of numbers."""
MOST_FAILURES = 20
"""So many questions that went wrong are named."""
_SHOWN = 160
"""The most characters of an answer beside its question."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under headings; as a string it is plain text in columns.

    Attributes:
        head: the headings.
        rows: a text for each heading; a shorter row is a remark and makes no column wider.
    """

    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]

    def __str__(self) -> str:
        full = [self.head, *(row for row in self.rows if len(row) == len(self.head))]
        widths = [max(map(len, column)) for column in zip(*full, strict=True)]
        rule = tuple("-" * width for width in widths)
        return "\n".join(self._line(row, widths) for row in (self.head, rule, *self.rows))

    def markdown(self) -> str:
        """Return the table as Markdown."""
        rule = ("---",) * len(self.head)
        lines = [" | ".join(row) for row in (self.head, *self.rows)]
        return "\n".join(
            [f"| {lines[0]} |", f"|{'|'.join(rule)}|", *(f"| {x} |" for x in lines[1:])]
        )

    def _line(self, row: tuple[str, ...], widths: Sequence[int]) -> str:
        cells = zip(self.head, row, widths, strict=False)
        return "  ".join(
            text.rjust(width) if heading in RIGHT_ALIGNED else text.ljust(width)
            for heading, text, width in cells
        ).rstrip()


def table(
    results: Sequence[Result],
    columns: Mapping[str, Sequence[str]] | None = None,
    skipped: Mapping[str, str] | None = None,
) -> Table:
    """Return the results as a table, a row for each.

    Args:
        results: in the order of the rows.
        columns: more columns by heading, a text for each result.
        skipped: the reason by suite that did not run; each is a row.
    """
    more = columns or {}
    rows: list[tuple[str, ...]] = []
    for index, result in enumerate(results):
        row = (result.suite, result.system, result.metric, *value_cells(result))
        rows.append((*row, *(texts[index] for texts in more.values())))
    rows += [(suite, "skipped", reason) for suite, reason in (skipped or {}).items()]
    return Table(("suite", "system", "metric", *VALUE_HEAD, *more), rows)


VALUE_HEAD = ("value", "95 % interval", "n")
"""The headings of `value_cells`."""


def value_cells(result: Result) -> tuple[str, str, str]:
    """Return the value of a result, its interval and the number of its cases as texts."""
    interval = f"{number(result.low)} .. {number(result.high)}"
    return number(result.value), interval, str(result.n)


def number(value: float) -> str:
    """Return a number with as many digits as can matter.

    Three decimals below 10, one below 100, none above.

    >>> number(0.8512), number(42.25), number(13601.46)
    ('0.851', '42.2', '13,601')
    """
    decimals = 3 if abs(value) < 10 else 1 if abs(value) < 100 else 0
    return f"{value:,.{decimals}f}"


def failures(cases: Iterable[Case]) -> str:
    """Return the questions that did not go entirely right, the worst first, two lines each."""
    wrong = sorted((case for case in cases if case.score < 1), key=lambda one: (one.score, one.id))
    lines = [f"{len(wrong)} not entirely right, the worst first:"] if wrong else []
    for case in wrong[:MOST_FAILURES]:
        said = shorten(case.answer, _SHOWN, placeholder="...")
        lines += [f"- {case.id}: {one_line(case.question)} ({case.verdict})", f"  {said}"]
    if len(wrong) > MOST_FAILURES:
        lines.append(f"and {len(wrong) - MOST_FAILURES} more")
    return plain("\n".join(lines))
