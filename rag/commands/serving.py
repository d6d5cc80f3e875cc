"""The commands that serve: `rag serve`, `rag mcp`."""

from typing import Annotated

import typer

from rag.commands.options import State
from rag.errors import SettingsError
from rag.settings import load_settings

app = typer.Typer()


@app.command("mcp")
def mcp(
    http: Annotated[
        int | None,
        typer.Option("--http", metavar="PORT", help="Listen at this port of this machine instead."),
    ] = None,
    state: State = None,
) -> None:
    """Serve the library to agents by the Model Context Protocol, on stdin and stdout."""
    import rag
    from rag.service.opening import Opening

    try:
        from rag.service.mcp import make_server
    except ModuleNotFoundError as error:
        raise SettingsError(
            "the package mcp is missing: pip install 'footnote-rag[mcp]'"
        ) from error
    settings = load_settings(state_dir=state)
    server = make_server(Opening(lambda: rag.open(settings=settings)))
    if http is None:
        server.run()
    else:
        server.run("streamable-http", host="127.0.0.1", port=http, stateless_http=True)
