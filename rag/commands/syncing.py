"""The commands that change what is indexed: `rag index` and `rag forget`."""

import shutil
import sys
from collections.abc import Callable
from typing import Annotated

import typer

import rag
from rag.commands.options import DryRun, Json, Library, Retry, State, Yes
from rag.core.corpus import SyncReport
from rag.errors import CorpusError, MassRemoval
from rag.progress import SyncProgress
from rag.render.json import report_json
from rag.render.report import report_lines, report_table
from rag.settings import load_settings

app = typer.Typer()


@app.command()
def index(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH ...]", help="Files and folders [default: corpus]."),
    ] = None,
    state: State = None,
    library: Library = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Index every known article anew.")
    ] = False,
    dry_run: DryRun = False,
    retry: Retry = False,
    yes: Yes = False,
    print_json: Json = False,
) -> None:
    """Bring the index up to date with files and folders. Exit code 3: some files failed."""
    settings = load_settings(library, state_dir=state)
    if not (given := paths or settings.corpus.paths):
        raise CorpusError("this library's settings name no folder: name one, or run `rag sync`")

    def sync(allow_removal: bool) -> SyncReport:
        with SyncProgress() as progress:
            return rag.index(
                given,
                rebuild=rebuild,
                dry_run=dry_run,
                allow_removal=allow_removal,
                retry=retry,
                progress=progress.show,
                settings=settings,
            )

    show(asking(sync, yes), print_json)


@app.command()
def forget(
    article: Annotated[
        str | None,
        typer.Argument(
            metavar="ID|PATH|URL",
            help="An article's id, a file or folder, or an address: see `rag sources`.",
        ),
    ] = None,
    outlet: Annotated[
        str | None, typer.Option("--outlet", metavar="X", help="All articles of this outlet.")
    ] = None,
    state: State = None,
    library: Library = None,
    yes: Yes = False,
    print_json: Json = False,
) -> None:
    """Take articles out of the index: of an id, path or outlet; unfollow paths and addresses."""
    settings = load_settings(library, state_dir=state)

    def sync(allow_removal: bool) -> SyncReport:
        return rag.forget(
            article or "", outlet=outlet or "", allow_removal=allow_removal, settings=settings
        )

    show(asking(sync, yes), print_json)


def asking(sync: Callable[[bool], SyncReport], yes: bool) -> SyncReport:
    """Return what a sync did; before more than half of the articles leave, a person is asked.

    Raises:
        MassRemoval: when nobody can be asked.
    """
    try:
        return sync(yes)
    except MassRemoval as error:
        if not sys.stdin.isatty():
            raise
        question = f"{error.removed} of {error.articles} articles would leave. Go on?"
        typer.confirm(question, abort=True, err=True)
    return sync(True)


def show(report: SyncReport, print_json: bool) -> None:
    """Print what a sync did; exit code 3 where something failed."""
    if print_json:
        print(report_json(report))
    elif sys.stdout.isatty():
        print(report_table(report, shutil.get_terminal_size().columns))
    else:
        print(report_lines(report))
    if report.failed:
        raise typer.Exit(3)
