"""The commands that serve: `rag serve`, `rag mcp`."""

import os
from contextlib import suppress
from typing import Annotated

import typer

from rag.commands.options import Library, State
from rag.errors import SettingsError
from rag.settings import Settings, load_settings

app = typer.Typer()


@app.command("serve")
def serve(
    port: Annotated[
        int | None, typer.Option("--port", min=1, max=65535, help="Port [default: app.port].")
    ] = None,
    state: State = None,
    library: Library = None,
) -> None:
    """Bring the index up to date, then serve the page and programs until Ctrl+C.

    All libraries are served; with --library that one alone, as if it had no name.
    """
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    settings = _served(library, state)
    if port is not None:
        app_settings = settings.app.model_copy(update={"port": port})
        settings = settings.model_copy(update={"app": app_settings})
    from rag.service import serving

    with suppress(KeyboardInterrupt):
        serving.serve(settings)


@app.command("mcp")
def mcp(
    http: Annotated[
        int | None,
        typer.Option("--http", metavar="PORT", help="Listen at this port of this machine instead."),
    ] = None,
    state: State = None,
    library: Library = None,
) -> None:
    """Serve the library to agents by the Model Context Protocol, on stdin and stdout.

    All libraries are served; with --library that one alone, as if it had no name.
    """
    from rag.service.opening import Openings

    try:
        from rag.service.mcp import make_server, over_http
    except ModuleNotFoundError as error:
        raise SettingsError(
            "the package mcp is missing: pip install 'footnote-rag[mcp]'"
        ) from error
    settings = _served(library, state)
    openings = Openings(settings)
    server = make_server(openings, openings.names)
    if http is None:
        server.run()
    else:
        import uvicorn

        from rag.service.people.entrance import opened_people

        guarded = over_http(server, opened_people(settings))
        uvicorn.run(guarded, host="127.0.0.1", port=http, log_level="warning")


def _served(library: str | None, state: str | None) -> Settings:
    """Return the settings that are served with: of all libraries, or of one as if it had no name.

    Raises:
        SettingsError: for a name that no library may have.
    """
    settings = load_settings(library, state_dir=state)
    return settings if library is None else settings.model_copy(update={"libraries": {}})
