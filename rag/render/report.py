"""What a sync did or would do, article by article: a table on a terminal, lines elsewhere."""

from collections.abc import Sequence
from io import StringIO

from rag.core.corpus import SourceInfo, SyncReport
from rag.render.blocks import counted
from rag.render.escape import plain
from rag.render.terminal import report_text

_MOST = 8
"""How many names of an outcome are shown in the table."""


def report_lines(report: SyncReport) -> str:
    """Return a sync report as lines; a dry run names every article that would change.

    >>> print(report_lines(SyncReport(added=("a", "b"), unchanged=("c",), dry_run=True)))
    2 added, 1 unchanged (dry run: nothing was changed); 0 chunks in 0.0 s
    added: a
    added: b
    """
    lines = [report_text(report)]
    if report.dry_run:
        for kind in ("added", "changed", "moved", "removed"):
            lines += [plain(f"{kind}: {name}") for name in getattr(report, kind)]
        lines += [plain(f"passed over: {one.path}: {one.reason}") for one in report.passed_over]
    return "\n".join(lines)


def sources_text(sources: Sequence[SourceInfo]) -> str:
    """Return what is followed in lines, one each.

    >>> print(sources_text([SourceInfo("notes", "path", 1), SourceInfo("gone", "path", 2, False)]))
    path    notes (1 article)
    path    gone (2 articles; not there: they stay until it is back or forgotten)
    """
    return "\n".join(map(_source_line, sources))


def _source_line(source: SourceInfo) -> str:
    about = [counted(source.articles, "article")]
    about += [f"at most {source.limit}"] if source.limit else []
    about += ["of the settings"] if source.origin == "settings" else []
    if not source.there:
        stay = ": they stay until it is back or forgotten" if source.articles else ""
        about.append(f"not there{stay}")
    return plain(f"{source.kind:<8}{source.name} ({'; '.join(about)})")


def report_table(report: SyncReport, width: int) -> str:
    """Return a sync report as a table: a row for each outcome with its number and names.

    Args:
        report: what to print.
        width: the columns of the terminal.
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table("", "", "", box=None, show_header=False, pad_edge=False)
    for kind, names in _outcomes(report):
        table.add_row(
            kind, Text(str(len(names)), justify="right"), Text(plain(_first(kind, names)))
        )
    lines = StringIO()
    Console(file=lines, width=width, color_system=None).print(table)
    rows = [line.rstrip() for line in lines.getvalue().splitlines()]
    return "\n".join([*filter(None, rows), report_text(report).splitlines()[0]])


def _outcomes(report: SyncReport) -> list[tuple[str, Sequence[str]]]:
    """Return the outcomes that there are, each with its names, with reasons where there are any."""
    kinds = ("added", "changed", "moved", "removed", "unchanged")
    outcomes: list[tuple[str, Sequence[str]]] = [(kind, getattr(report, kind)) for kind in kinds]
    outcomes.append(("talks to a model", report.suspicious))
    files = {"failed": report.failed, "warning": report.warned, "passed over": report.passed_over}
    outcomes += [
        (kind, [f"{one.path}: {one.reason}" for one in found]) for kind, found in files.items()
    ]
    return [(kind, names) for kind, names in outcomes if names]


def _first(kind: str, names: Sequence[str]) -> str:
    """Return the first names of an outcome in lines; all failures, since each has its reason."""
    rest = 0 if kind == "failed" else max(0, len(names) - _MOST)
    return "\n".join([*names[: len(names) - rest], *([f"and {rest} more"] if rest else [])])
