"""The command that keeps that something is not in the articles: `rag absent`."""

from pathlib import Path
from typing import Annotated

import typer

import rag
from rag.commands.handing_on import check_place, write_file
from rag.commands.options import Json, Library, State
from rag.errors import DataError
from rag.progress import say
from rag.render.absent_schema import read_report, rechecked_text, report_json, report_text
from rag.settings import load_settings

ANSWERED = 3
"""Exit code: the articles may hold the answer."""

app = typer.Typer()


@app.command()
def absent(
    question: Annotated[
        str | None, typer.Argument(metavar="[Q]", help="The question.", show_default=False)
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Keep the report (JSON).")
    ] = None,
    again: Annotated[
        Path | None, typer.Option("--again", metavar="FILE", help="Ask a kept report's again.")
    ] = None,
    outlet: Annotated[
        list[str] | None, typer.Option("--outlet", help="Only articles of this outlet.")
    ] = None,
    state: State = None,
    library: Library = None,
    print_json: Json = False,
) -> None:
    """Report that the articles do not hold an answer: what was searched, as of when, what is near.

    Exit code 3: there is an answer, or with --again there is one now.
    """
    if (question is None) is (again is None):
        raise DataError("give a question, or else --again FILE with a kept report")
    if output:
        check_place(output)
    kept = read_report(_text(again)) if again else None
    bot = rag.open(settings=load_settings(library, state_dir=state))
    if kept:
        found = bot.still_absent(kept)
        print(rechecked_text(found))
        if not found.holds:
            raise typer.Exit(ANSWERED)
        return
    report = bot.absent(question or "", rag.Filter(outlets=tuple(outlet or ())))
    if report is None:
        say("the articles may hold an answer: `rag ask` shows it")
        raise typer.Exit(ANSWERED)
    if output:
        write_file(output, f"{report_json(report)}\n".encode())
        say(f"written: {output}")
    print(report_json(report) if print_json else report_text(report))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"can't read {path}: choose another file") from error
