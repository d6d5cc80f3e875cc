"""The commands that hold words against the articles: `rag check` and `rag quote`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

import rag
from rag.commands import absent
from rag.commands.handing_on import check_place, write_file
from rag.commands.options import Json, Library, State
from rag.core.checked import CheckedText, QuoteStanding
from rag.errors import DataError
from rag.progress import SyncProgress, say
from rag.render.blocks import counted
from rag.render.checks import checked_json, checked_text, quote_json, quote_text
from rag.settings import load_settings

NOT_SUPPORTED = 4
"""Exit code: a sentence that can be checked is not supported; a quotation is not as said."""

LONG = 20
"""From so many sentences on, progress is told."""

app = typer.Typer()
app.add_typer(absent.app)


@app.command()
def check(
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", help="The text: md, txt, docx, html, pdf, ...; - is stdin."),
    ],
    state: State = None,
    library: Library = None,
    print_json: Json = False,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="OUT", help="Also write a page to read.")
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json-file", metavar="OUT", help="Also write it as JSON.")
    ] = None,
    fix_quotes: Annotated[
        bool,
        typer.Option("--fix-quotes", help="Print a diff that puts altered quotations right."),
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="OUT", help="With --fix-quotes: write the text."),
    ] = None,
) -> None:
    """Hold a text of yours against the articles: a verdict for every sentence.

    Exit code 4: something that can be checked is not supported.
    """
    from rag.checking.draft import read_draft
    from rag.checking.mending import diff_of
    from rag.checking.mending import fix_quotes as mend

    for path in filter(None, (html, json_file, output)):
        check_place(path)
    if output and not fix_quotes:
        raise DataError("-o is where --fix-quotes writes the text: give both, or neither")
    settings = load_settings(library, state_dir=state)
    draft = read_draft(*_read(file), settings.parsing)
    with SyncProgress() as bar:

        def tell(done: int, total: int) -> None:
            if total >= LONG:
                bar.show(done, total, "checking")

        checked = rag.open(settings=settings).check_draft(draft, progress=tell)
    if html:
        from rag.render.exports.check_page import check_page

        write_file(html, check_page(checked).encode())
        say(f"written: {html}")
    if json_file:
        write_file(json_file, f"{checked_json(checked)}\n".encode())
        say(f"written: {json_file}")
    if fix_quotes:
        mended = mend(checked)
        if output:
            write_file(output, mended.text.encode())
            say(f"written: {output} ({counted(len(mended.places), 'quotation')} put right)")
        else:
            print(diff_of(checked, mended), end="")
            say(f"{counted(len(mended.places), 'quotation')} to be put right; nothing was changed")
    elif print_json:
        print(checked_json(checked))
    else:
        print(checked_text(checked))
    _end(checked)


def _end(checked: CheckedText) -> None:
    if not checked.passes:
        raise typer.Exit(NOT_SUPPORTED)


def _read(file: str) -> tuple[bytes, str]:
    """Return the bytes of a file and its name; of "-" what comes from stdin.

    Raises:
        DataError: when it can't be read.
    """
    if file == "-":
        return sys.stdin.buffer.read(), ""
    path = Path(file).expanduser()
    try:
        return path.read_bytes(), path.name
    except OSError as error:
        raise DataError(f"can't read {path} ({error.strerror}): choose another file") from error


@app.command()
def quote(
    words: Annotated[str, typer.Argument(metavar="WORDS", help="The quotation.")],
    speaker: Annotated[
        str, typer.Option("--speaker", metavar="X", help="Who is said to have said it.")
    ] = "",
    outlet: Annotated[
        str, typer.Option("--outlet", metavar="X", help="Where it is said to be published.")
    ] = "",
    article: Annotated[
        str, typer.Option("--article", metavar="X", help="In which article: its id or title.")
    ] = "",
    state: State = None,
    library: Library = None,
    print_json: Json = False,
) -> None:
    """Tell whether words stand in the articles as they are quoted, and who says them.

    Exit code 4: they were altered, are somebody else's, or stand nowhere.
    """
    from rag.checking.quotes import verify_quote
    from rag.question.check import check_question
    from rag.wiring import open_library

    opened = open_library(settings=load_settings(library, state_dir=state))
    with opened.snapshot() as snapshot:
        found = verify_quote(check_question(words), snapshot, speaker, outlet, article)
    print(quote_json(found) if print_json else quote_text(found))
    if found.standing is not QuoteStanding.FOUND:
        raise typer.Exit(NOT_SUPPORTED)
