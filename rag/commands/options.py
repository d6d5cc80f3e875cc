"""Options that several commands have."""

from typing import Annotated

import typer

State = Annotated[
    str | None,
    typer.Option(
        "--state", metavar="DIR", help="Folder of the index [default: $RAG_STATE_DIR or .rag]."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Yes = Annotated[
    bool, typer.Option("--yes", help="Let more than half of the articles leave without asking.")
]
