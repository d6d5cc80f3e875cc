"""Libraries side by side: what they are called, and what each has of its own."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from rag.errors import SettingsError
from rag.sections import (
    AnswerSettings,
    ChatSettings,
    ChunkingSettings,
    CorpusSettings,
    EmbeddingSettings,
    ParsingSettings,
    RetrievalSettings,
    Section,
    WebSettings,
    state_folder,
)

DEFAULT = "default"
"""What the library without a name is called where one is needed."""
FOLDER = "libraries"
"""The folder in the state folder in which each other library has its own."""
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


def is_name(name: str) -> bool:
    """Tell whether a library may be called so.

    >>> is_name("press-2026"), is_name("../press"), is_name("Press")
    (True, False, False)
    """
    return bool(_NAME.fullmatch(name))


def check_name(name: str) -> str:
    """Return the name of a library.

    Raises:
        SettingsError: for one that no library may have.
    """
    if not is_name(name):
        raise SettingsError(
            f"no library can be called {name!r:.100}: "
            "take at most 63 letters a-z, digits and hyphens, no hyphen first"
        )
    return name


def known_names(configured: Iterable[str], state_dir: Path) -> tuple[str, ...]:
    """Return the names of all libraries: the default one, then the others, sorted.

    Args:
        configured: those that the settings have a table for.
        state_dir: the state folder; what lies in its folder of libraries is one of them.
    """
    try:
        folders = [path.name for path in (state_dir / FOLDER).iterdir() if path.is_dir()]
    except OSError:
        folders = []
    others = {name for name in (*configured, *folders) if is_name(name)} - {DEFAULT}
    return (DEFAULT, *sorted(others))


class LibrarySettings(Section):
    """What a library has in place of the settings; what is not set is as they have it."""

    state_dir: Annotated[Path | None, BeforeValidator(state_folder)] = Field(
        None, description="folder of its catalog and indexes; else state_dir/libraries/NAME"
    )
    corpus: CorpusSettings = CorpusSettings()
    parsing: ParsingSettings = ParsingSettings()
    web: WebSettings = WebSettings()
    embedding: EmbeddingSettings = EmbeddingSettings()
    chunking: ChunkingSettings = ChunkingSettings()
    retrieval: RetrievalSettings = RetrievalSettings()
    answer: AnswerSettings = AnswerSettings()
    chat: ChatSettings = ChatSettings()


def in_place(
    name: str, own: LibrarySettings, shared: Any, arguments: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what a library has in place of the settings, by their names.

    Its folder and the paths that are indexed are its own, or it has none: else two libraries would
    hold the same.

    Args:
        name: what it is called.
        own: what is set for it.
        shared: the settings.
        arguments: what a caller gave for the settings, which comes first.
    """
    state = own.state_dir if own.state_dir and "state_dir" not in arguments else None
    found: dict[str, Any] = {"state_dir": state or shared.state_dir / FOLDER / name}
    for section in type(own).model_fields.keys() - {"state_dir"}:
        part: Section = getattr(own, section)
        given = _names_in(arguments.get(section, {}))
        values = {key: getattr(part, key) for key in part.model_fields_set - given}
        if section == "corpus" and "paths" not in given:
            values.setdefault("paths", ())
        found[section] = getattr(shared, section).model_copy(update=values)
    return found


def _names_in(section: Section | Mapping[str, Any]) -> set[str]:
    return section.model_fields_set if isinstance(section, Section) else set(section)
