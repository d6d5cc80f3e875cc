"""Settings as the text of a rag.toml."""

import json
from pathlib import Path

from pydantic.fields import FieldInfo

from rag.sections import Section
from rag.settings import ENV_PREFIX, Settings, bounds


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
        else:
            lines.append(_toml_line(name, value, field, name))
    return "\n".join(lines)


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
