"""Options that several commands have, and how the days in them are read."""

from datetime import date
from typing import Annotated

import typer

from rag.core.convert import as_day
from rag.errors import SettingsError

State = Annotated[
    str | None,
    typer.Option(
        "--state", metavar="DIR", help="Folder of the index [default: $RAG_STATE_DIR or .rag]."
    ),
]
Library = Annotated[
    str | None,
    typer.Option(
        "--library", metavar="NAME", help="The library's name [default: the one without a name]."
    ),
]
Libraries = Annotated[
    list[str] | None,
    typer.Option("--library", metavar="NAME", help="A library's name; give it again for several."),
]
Day = Annotated[
    str | None, typer.Option(metavar="DAY", help="Only articles of these days, YYYY-MM-DD.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Tell what would be done and change nothing.")
]
Retry = Annotated[
    bool, typer.Option("--retry", help="Try files again in which nothing could be read.")
]
Yes = Annotated[
    bool, typer.Option("--yes", help="Let more than half of the articles leave without asking.")
]


def read_day(text: str | None, option: str) -> date | None:
    """Return the day that an option gives.

    Raises:
        SettingsError: where it is none.

    >>> read_day("2026-03-02", "--since")
    datetime.date(2026, 3, 2)
    """
    try:
        return as_day(text, option)
    except ValueError as error:
        raise SettingsError(str(error)) from error
