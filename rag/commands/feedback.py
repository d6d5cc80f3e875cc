"""What readers said, for the command line: `rag feedback`."""

import json

import typer

from rag.commands.options import Library, State
from rag.progress import say
from rag.settings import load_settings

app = typer.Typer(help="What readers said of answers on the web page.")


@app.command()
def export(state: State = None, library: Library = None) -> None:
    """Print what readers said as questions for `rag eval`, JSONL."""
    from rag.evaluation.feedback import eval_cases
    from rag.wiring import open_library

    cases = eval_cases(open_library(settings=load_settings(library, state_dir=state)))
    for case in cases:
        print(json.dumps(case, ensure_ascii=False))
    say(f"eval cases: {len(cases)}" if cases else "no feedback yet")


@app.callback()
def _group() -> None:
    """Keep the command below the name of the group, though it is the only one."""
