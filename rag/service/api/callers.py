"""Whose a program's own things are: what it said of answers, its evaluations."""

from typing import Annotated

from fastapi import Depends, Request

PROGRAM = "program"
"""The owner of what the programs of this machine leave; no reader's, whose names are hashes."""


def caller_of(request: Request) -> str:
    """Return whose the things are that a request makes and sees."""
    return PROGRAM


Caller = Annotated[str, Depends(caller_of)]
