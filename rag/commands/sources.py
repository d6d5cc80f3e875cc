"""Commands that say where articles come from: the web, and folders that are watched."""

import threading
from contextlib import suppress
from typing import Annotated

import typer

import rag
from rag.commands.options import DryRun, Json, Library, Retry, State, Yes
from rag.commands.syncing import asking, show
from rag.core.corpus import SyncReport
from rag.errors import CorpusError, SettingsError
from rag.library.places import full, inode
from rag.progress import SyncProgress, say
from rag.render.json import sources_json
from rag.render.report import sources_text
from rag.settings import load_settings

app = typer.Typer()


@app.command()
def add(
    urls: Annotated[list[str], typer.Argument(metavar="URL ...", help="Addresses.")],
    feed: Annotated[
        bool, typer.Option("--feed", help="They are feeds; `rag sync` fetches what is new.")
    ] = False,
    sitemap: Annotated[bool, typer.Option("--sitemap", help="They are sitemaps.")] = False,
    limit: Annotated[
        int,
        typer.Option("--limit", metavar="N", min=1, max=10_000, help="Most pages of a list."),
    ] = 100,
    state: State = None,
    library: Library = None,
    print_json: Json = False,
) -> None:
    """Fetch pages from the web and index them. Exit code 3: some could not be fetched."""
    if feed and sitemap:
        raise SettingsError("an address is of a feed or of a sitemap: leave one option out")
    kind = "feed" if feed else "sitemap" if sitemap else "page"
    with SyncProgress() as progress:
        report = rag.add(
            urls,
            kind=kind,
            limit=limit,
            progress=progress.show,
            settings=load_settings(library, state_dir=state),
        )
    show(report, print_json)


@app.command()
def sync(
    state: State = None,
    library: Library = None,
    dry_run: DryRun = False,
    retry: Retry = False,
    yes: Yes = False,
    print_json: Json = False,
) -> None:
    """Bring all that `rag sources` lists up to date: fetch what is new, index what has changed.

    A dry run asks no host. Exit code 3: something could not be fetched or read.
    """
    settings = load_settings(library, state_dir=state)

    def call(allow_removal: bool) -> SyncReport:
        with SyncProgress() as progress:
            return rag.sync(
                dry_run=dry_run,
                allow_removal=allow_removal,
                retry=retry,
                progress=progress.show,
                settings=settings,
            )

    show(asking(call, yes), print_json)


@app.command()
def sources(state: State = None, library: Library = None, print_json: Json = False) -> None:
    """List what `rag sync` brings up to date; `rag forget` drops one."""
    followed = rag.followed(settings=load_settings(library, state_dir=state))
    print(sources_json(followed) if print_json else sources_text(followed))


@app.command()
def watch(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH ...]",
            help="Files and folders beside those of `rag sources`, in the place of the settings'.",
        ),
    ] = None,
    state: State = None,
    library: Library = None,
) -> None:
    """Index what changes in files and folders until Ctrl+C."""
    from rag.service.watch import watching
    from rag.wiring_web import followed_paths

    settings = load_settings(library, state_dir=state)
    if paths:
        corpus = settings.corpus.model_copy(update={"paths": tuple(paths)})
        settings = settings.model_copy(update={"corpus": corpus})
    for path in settings.corpus.paths:
        if not inode(full(path)):
            raise CorpusError(f"no such file or folder: {path}; check the path")
    with suppress(KeyboardInterrupt), watching(settings):
        say(f"watching {', '.join(followed_paths(settings))} (Ctrl+C stops it)")
        threading.Event().wait()
