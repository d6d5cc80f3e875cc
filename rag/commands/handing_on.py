"""Answers handed on: `rag ask -o FILE` in every format, evidence packs and `rag verify`."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import rag
from rag.commands.options import Library, State
from rag.core.answer import Answer
from rag.core.corpus import Facts
from rag.errors import DataError, SettingsError
from rag.progress import say
from rag.render.blocks import counted
from rag.render.escape import plain
from rag.render.exports.forms import Format, as_format, export_answers, format_of
from rag.render.rechecks import rechecks_text
from rag.settings import Settings, load_settings

if TYPE_CHECKING:
    from rag.handing_on import Verified

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
Evidence = Annotated[
    Path | None,
    typer.Option(
        "--evidence", metavar="FILE", help="Also write an evidence pack; `rag verify` proves it."
    ),
]
WithArticles = Annotated[
    bool, typer.Option("--with-articles", help="Put whole texts into the evidence pack.")
]
_CHANGED, _BROKEN = 3, 4
"""Exit codes: an article no longer says it; the file is not as it was written."""

app = typer.Typer()


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An evidence pack.")],
    state: State = None,
    library: Library = None,
) -> None:
    """Prove that an evidence pack is as it was written, and tell whether articles still say so.

    Exit code 3: an article has changed since. Exit code 4: the file is not as it was written.
    """
    settings = load_settings(library, state_dir=state)
    named = settings.state_dir if state or library else None
    found = rag.verify(file, named, settings=settings)
    print(plain("\n".join(_lines(found))))
    if not found.proven:
        raise typer.Exit(_BROKEN)
    if found.changed:
        raise typer.Exit(_CHANGED)


def _lines(found: "Verified") -> Iterator[str]:
    yield f"sha256 {found.sha256}"
    if not found.proven:
        yield "not proven:"
        yield from (f"- {problem}" for problem in found.problems)
        return
    yield f"as it was written; {counted(found.quotes, 'quote')}, each in its context"
    if not found.compared:
        yield "no library to compare it with"
        return
    if found.rechecked:
        yield rechecks_text(found.rechecked)
    if unknown := found.quotes - len(found.rechecked):
        yield f"{counted(unknown, 'quote')} of articles that this library does not have"


def wanted(form: str | None, output: Path | None, evidence: Path | None = None) -> Format | None:
    """Return the format that options ask for; None where the answer is only shown.

    Raises:
        SettingsError: for a format that is none, or one that a terminal can't show.
        DataError: where nothing can be written at this place.
    """
    for path in filter(None, (output, evidence)):
        check_place(path)
    if evidence and (os.path.lexists(evidence) or evidence == output):
        raise DataError(f"{evidence} is there already: choose another name for the evidence pack")
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


def keep_evidence(answer: Answer, path: Path, with_articles: bool, settings: Settings) -> None:
    """Write an evidence pack of an answer, and say what its hash is."""
    data = rag.evidence_pack(answer, with_articles=with_articles, settings=settings)
    write_file(path, data)
    say(f"written: {path} (sha256 {hashlib.sha256(data).hexdigest()})")


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
