"""Settings as the text of a rag.toml."""

import json
from collections.abc import Iterator
from pathlib import Path

from pydantic.fields import FieldInfo

from rag.libraries import LibrarySettings
from rag.sections import Section, bounds
from rag.settings import ENV_PREFIX, Settings


def as_toml(settings: Settings) -> str:
    """Return the settings in force as a rag.toml.

    Each comes with its meaning, its bounds and the environment variable that sets it.
    """
    lines = []
    for name, field in type(settings).model_fields.items():
        value = getattr(settings, name)
        if isinstance(value, Section):
            lines += ["", f"[{name}]"]
            lines += [
                _toml_line(key, getattr(value, key), inner, f"{name}__{key}")
                for key, inner in type(value).model_fields.items()
            ]
        elif name != "libraries":
            lines.append(_toml_line(name, value, field, name))
    for name, library in settings.libraries.items():
        lines += ["", *_library_lines(name, library)]
    return "\n".join(lines)


def _library_lines(name: str, library: LibrarySettings) -> Iterator[str]:
    """Yield what is set for a library."""
    own = library.model_dump(mode="json", exclude_unset=True)
    yield f"[libraries.{name}]"
    for section, values in own.items():
        for key, value in values.items() if isinstance(values, dict) else [("", values)]:
            if value is not None:
                yield f"{section}{'.' if key else ''}{key} = {json.dumps(value)}"


def _toml_line(name: str, value: object, field: FieldInfo, variable: str) -> str:
    shown = "# " + name if value is None else name
    limits = [f"{sign} {bound}" for sign, bound in bounds(field)]
    note = f"{field.description} ({', '.join(limits)})" if limits else str(field.description)
    text = json.dumps(
        list(value)
        if isinstance(value, tuple)
        else str(value)
        if isinstance(value, Path)
        else value
    )
    named = f"{ENV_PREFIX}{variable}".upper()
    return f"{shown} = {'...' if value is None else text}  # {note} [{named}]"
