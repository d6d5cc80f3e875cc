"""Whose a program's own things are: what it said of answers, its evaluations."""

from typing import Annotated

from fastapi import Depends, Request

from rag.service.people.needs import caller_of

PROGRAM = "program"
"""The owner of what programs leave where nobody needs a key: no reader, whose names are hashes."""


def owner_of_program(request: Request) -> str:
    """Return whose the things are that a request makes and sees."""
    caller = caller_of(request)
    return caller.id if caller and caller.id else PROGRAM


ProgramOwner = Annotated[str, Depends(owner_of_program)]
