"""The command that makes questions: `rag questions`."""

import json
from pathlib import Path
from typing import Annotated

import typer

from rag.commands.handing_on import check_place, write_file
from rag.commands.options import Library, State
from rag.progress import say
from rag.render.blocks import counted
from rag.settings import load_settings

app = typer.Typer()


@app.command("questions")
def questions(
    count: Annotated[
        int, typer.Option("--count", "-n", min=1, max=500, help="How many at most.")
    ] = 50,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write them into a file.")
    ] = None,
    state: State = None,
    library: Library = None,
) -> None:
    """Make questions for `rag eval` from the library's sentences; some of them have no answer."""
    from rag.evaluation.making import make_questions
    from rag.wiring import open_library

    if output:
        check_place(output)
    made = make_questions(open_library(settings=load_settings(library, state_dir=state)), count)
    lines = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in made)
    if output:
        write_file(output, lines.encode())
    else:
        print(lines, end="")
    unanswerable = sum(1 for line in made if not line["evidence"])
    say(f"{counted(len(made), 'question')}, {unanswerable} without an answer")
