"""The commands that look after a library: `rag doctor`, `rag export`, `rag import`."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

import rag
from rag.commands.options import Json, Library, State
from rag.progress import SyncProgress
from rag.render.escape import plain
from rag.render.json import report_json
from rag.render.report import report_lines
from rag.settings import load_settings

if TYPE_CHECKING:
    from rag.library.checks import Finding

File = Annotated[str, typer.Argument(metavar="FILE", help="The portable file.")]

app = typer.Typer()


@app.command()
def doctor(
    state: State = None,
    library: Library = None,
    repair: Annotated[
        bool, typer.Option("--repair", help="Build broken indexes anew from the catalog.")
    ] = False,
    print_json: Json = False,
) -> None:
    """Look for what is wrong with the index and the articles. Exit code 1: something is broken."""
    found = rag.doctor(repair=repair, settings=load_settings(library, state_dir=state))
    if print_json:
        print(json.dumps([asdict(one) for one in found], indent=2, ensure_ascii=False))
    else:
        print("\n".join(map(_line, found)) or "nothing found")
    if any(one.broken for one in found):
        raise typer.Exit(1)


@app.command("export")
def export_library(file: File, state: State = None, library: Library = None) -> None:
    """Write articles, their earlier versions and feedback into one portable file."""
    counts = rag.export_library(file, settings=load_settings(library, state_dir=state))
    print(", ".join(f"{count} {name}" for name, count in counts.items()))


@app.command("import")
def import_library(
    file: File, state: State = None, library: Library = None, print_json: Json = False
) -> None:
    """Take in what `rag export` wrote; what is there already stays as it is."""
    settings = load_settings(library, state_dir=state)
    with SyncProgress() as progress:
        report = rag.import_library(file, progress=progress.show, settings=settings)
    print(report_json(report) if print_json else report_lines(report))


def _line(one: "Finding") -> str:
    more = ", ..." if one.count > len(one.examples) else ""
    repair = "broken, mend it with --repair: " if one.broken else ""
    return plain(f"{repair}{one.check}: {one.count} ({', '.join(one.examples)}{more})")
