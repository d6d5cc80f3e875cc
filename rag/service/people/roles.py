"""What a caller may do in which library."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from rag.core.text import one_line
from rag.errors import SettingsError

EVERY = "*"
"""In the place of a library's name: all of them, and what belongs to none, such as settings."""
LONGEST_NAME = 100
"""The most characters of the name of somebody or something."""


class Role(IntEnum):
    """What somebody may do; who may do more may do the rest too.

    A reader asks, searches, reads, checks texts, and has a history and clippings of their own. An
    editor also changes what a library holds. An admin also has what concerns everybody: keys,
    settings, everybody's feedback.
    """

    READER = 1
    EDITOR = 2
    ADMIN = 3

    def __str__(self) -> str:
        """Return its name as it is written in settings and commands."""
        return self.name.lower()


Rights = Mapping[str, Role]
"""The role in each library, by its name; `EVERY` stands for all."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sends a request.

    Attributes:
        id: whose their conversations are; empty where a browser is told by its secret alone.
        name: as others see it.
        rights: what they may do where.
    """

    id: str
    name: str
    rights: Rights


THIS_MACHINE = Caller("", "", {EVERY: Role.ADMIN})
"""Whoever asks while only this machine can: who could read all files anyway."""


def allowed(caller: Caller | None, library: str, role: Role) -> bool:
    """Tell whether a caller has at least a role in a library. All rights are decided here.

    Args:
        caller: who asks; None where that is not known, who has no right at all.
        library: its name; `EVERY` for what belongs to no library.
        role: the least role.

    >>> editor = Caller("key:1", "Ada", {"news": Role.EDITOR})
    >>> allowed(editor, "news", Role.READER), allowed(editor, "sport", Role.READER)
    (True, False)
    """
    rights = caller.rights if caller else {}
    return any(rights[name] >= role for name in (library, EVERY) if name in rights)


def role_named(text: str) -> Role:
    """Return the role with a name.

    Raises:
        SettingsError: where there is none.
    """
    try:
        return Role[text.upper()]
    except KeyError:
        names = ", ".join(map(str, Role))
        raise SettingsError(f"no role {text!r:.100}: choose one of {names}") from None


def rights_of(role: Role, libraries: Iterable[str]) -> Rights:
    """Return one role in some libraries; in all where none is named.

    Raises:
        SettingsError: for a name that no library can have.
    """
    names = list(libraries) or [EVERY]
    for name in names:
        if not name.strip() or one_line(name) != name or len(name) > LONGEST_NAME:
            raise SettingsError(f"no library {name!r:.100}: name one, or leave it out for all")
    return dict.fromkeys(names, role)


def more_of(first: Rights, second: Rights) -> Rights:
    """Return what either of two allows."""
    names = {*first, *second}
    return {name: max(each[name] for each in (first, second) if name in each) for name in names}
