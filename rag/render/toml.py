"""Settings as the text of a rag.toml."""

import json
from pathlib import Path

from pydantic.fields import FieldInfo

from rag.settings import Section, Settings, bounds


def as_toml(settings: Settings) -> str:
    """Return the settings in force as a rag.toml, each with its meaning and bounds."""
    lines = []
    for name, field in type(settings).model_fields.items():
        value = getattr(settings, name)
        if isinstance(value, Section):
            lines += ["", f"[{name}]"]
            lines += [
                _toml_line(key, getattr(value, key), inner)
                for key, inner in type(value).model_fields.items()
            ]
        else:
            lines.append(_toml_line(name, value, field))
    return "\n".join(lines)


def _toml_line(name: str, value: object, field: FieldInfo) -> str:
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
    return f"{shown} = {'...' if value is None else text}  # {note}"
