"""What the reading room sends: models that refuse what they do not know."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Id = Annotated[str, Field(max_length=100)]
"""The id of a conversation, a turn or a clipping."""


class Named(BaseModel):
    """A conversation or a clipping, by its id."""

    model_config = ConfigDict(extra="forbid")

    id: Id


class Rename(Named):
    """A new title."""

    title: str = Field(max_length=200)


class OfTurn(BaseModel):
    """A turn of a conversation."""

    model_config = ConfigDict(extra="forbid")

    conversation: Id = ""
    turn: Id


class OfQuote(OfTurn):
    """A footnote of a turn by its number; 0 for the whole answer."""

    quote: int = Field(ge=0, le=10_000)


class Branch(OfTurn):
    """The turn so many places before or after this one, among those asked in its place."""

    step: int = Field(ge=-1_000, le=1_000)


class Stop(BaseModel):
    """A question to stop; quietly where nothing more of it is to be shown."""

    model_config = ConfigDict(extra="forbid")

    turn: Id
    quietly: bool = False
