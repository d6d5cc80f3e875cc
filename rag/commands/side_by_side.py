"""Several libraries: `rag libraries`, and `rag ask` of more than one."""

from datetime import date
from pathlib import Path

import typer

import rag
from rag.commands.options import Json, State
from rag.core.side_by_side import LibraryAnswer, LibraryInfo
from rag.errors import SettingsError
from rag.progress import say
from rag.render import terminal
from rag.render.blocks import counted
from rag.render.escape import plain
from rag.render.exports.forms import Format
from rag.render.json import libraries_json, library_answers_json
from rag.settings import load_settings

NOT_ALL = 3
"""Exit code: a library can't be asked."""
_UNITS = ("B", "kB", "MB", "GB")

app = typer.Typer()


@app.command("libraries")
def show_libraries(state: State = None, print_json: Json = False) -> None:
    """List the libraries: name, articles, newest day, size, folder."""
    found = rag.list_libraries(settings=load_settings(state_dir=state))
    print(libraries_json(found) if print_json else "\n".join(map(_line, found)))


def check_form(wanted: Format | None, output: Path | None, evidence: Path | None) -> None:
    """Check that the answers of several libraries can be given so.

    Raises:
        SettingsError: where only one can.
    """
    if output or evidence or wanted not in (None, Format.JSON):
        raise SettingsError(
            "the answers of several libraries are printed, or printed as JSON: "
            "ask one library at a time for a file or another format"
        )


def ask_each(
    question: str,
    names: list[str],
    state: str | None,
    where: rag.Filter,
    as_of: date | None,
    *,
    as_json: bool,
) -> None:
    """Print what each of several libraries answers. Exit code 3: one can't be asked."""
    settings = load_settings(state_dir=state)
    found = rag.ask_libraries(question, names, where=where, as_of=as_of, settings=settings)
    print(library_answers_json(found) if as_json else "\n\n".join(map(_answer, found)))
    failed = [one for one in found if one.answer is None]
    for one in failed:
        say(f"{one.library}: {one.problem}")
    if failed:
        raise typer.Exit(NOT_ALL)


def _answer(one: LibraryAnswer) -> str:
    text = terminal.answer_text(one.answer) if one.answer else f"not asked: {plain(one.problem)}"
    return f"== {one.library} ==\n\n{text}"


def _line(one: LibraryInfo) -> str:
    newest = one.newest.isoformat() if one.newest else "no day"
    held = plain(one.problem) or f"{counted(one.articles, 'article'):>14}  {newest:<10}"
    return f"{one.name:<20}  {held}  {_size(one.size):>8}  {plain(str(one.state_dir))}"


def _size(count: float) -> str:
    for unit in _UNITS[:-1]:
        if count < 1000:
            return f"{count:.0f} {unit}"
        count /= 1000
    return f"{count:.1f} {_UNITS[-1]}"
