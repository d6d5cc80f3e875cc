"""The commands that look after a library: `rag doctor`."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

import rag
from rag.commands.options import Json, State
from rag.render.escape import plain
from rag.settings import load_settings

if TYPE_CHECKING:
    from rag.library.checks import Finding

app = typer.Typer()


@app.command()
def doctor(
    state: State = None,
    repair: Annotated[
        bool, typer.Option("--repair", help="Build broken indexes anew from the catalog.")
    ] = False,
    print_json: Json = False,
) -> None:
    """Look for what is wrong with the index and the articles. Exit code 1: something is broken."""
    found = rag.doctor(repair=repair, settings=load_settings(state_dir=state))
    if print_json:
        print(json.dumps([asdict(one) for one in found], indent=2, ensure_ascii=False))
    else:
        print("\n".join(map(_line, found)) or "nothing found")
    if any(one.broken for one in found):
        raise typer.Exit(1)


def _line(one: "Finding") -> str:
    more = ", ..." if one.count > len(one.examples) else ""
    repair = "broken, mend it with --repair: " if one.broken else ""
    return plain(f"{repair}{one.check}: {one.count} ({', '.join(one.examples)}{more})")
