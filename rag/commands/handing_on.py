"""Answers handed on: `rag ask -o FILE` in every format, evidence packs and `rag verify`."""

import os
from pathlib import Path
from typing import Annotated

import typer

from rag.core.answer import Answer
from rag.core.corpus import Facts
from rag.errors import DataError, SettingsError
from rag.progress import say
from rag.render.exports.forms import Format, as_format, export_answers, format_of

Form = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="|".join(Format),
        help="How the answer is printed or written [default: as the name of FILE ends].",
    ),
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write it into a file.")
]

app = typer.Typer()


def wanted(form: str | None, output: Path | None) -> Format | None:
    """Return the format that options ask for; None where the answer is only shown.

    Raises:
        SettingsError: for a format that is none, or one that a terminal can't show.
        DataError: where nothing can be written at this place.
    """
    if output:
        check_place(output)
    if not form:
        return format_of(output) if output else None
    found = as_format("markdown" if form == "md" else form)
    if found is Format.DOCX and not output:
        raise SettingsError("a Word document is no text: name its file with -o FILE")
    return found


def hand_on(answer: Answer, form: Format, output: Path | None, facts: Facts) -> None:
    """Print an answer in a format, or write it into a file.

    Args:
        answer: the answer.
        form: the format.
        output: the file, which is replaced; None prints.
        facts: what the library holds; the day of its last sync is that of the footnotes.
    """
    as_of = facts.synced.date() if facts.synced else None
    data = export_answers(answer, form, as_of=as_of)
    if output:
        write_file(output, data)
        say(f"written: {output}")
    else:
        print(data.decode(), end="")


def check_place(path: Path) -> None:
    """Check that a file can be written at a place.

    Raises:
        DataError: where it can't.
    """
    if path.is_dir() or not path.parent.is_dir():
        raise DataError(f"can't write to {path}: name a file in a folder that exists")


def write_file(path: Path, data: bytes) -> None:
    """Write a file, which appears when it is whole."""
    part = path.with_name(f".{path.name[:100]}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
