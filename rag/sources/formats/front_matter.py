"""Metadata before a text: YAML between "---", TOML between "+++"."""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

import yaml

from rag.sources.mapping import FIELDS

_YAML = re.compile(r"\s*---[ \t]*\n(.*?\n)??(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\s*\+\+\+[ \t]*\n(.*?\n)??\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_SHORT = 4
_KEY = re.compile(r"(?m)^[\w-]+[ \t]*[:=]")


def split_front_matter(text: str) -> tuple[Mapping[str, Any], str, str]:
    r"""Split a text into its front matter, its body and what is wrong with the front matter.

    A block that is no mapping is text; a block that looks like one and can't be read costs only
    itself, and is said.

    >>> split_front_matter("---\ntitle: Heide\n---\nText.")
    ({'title': 'Heide'}, 'Text.', '')
    """
    front = _YAML.match(text)
    if front:
        return _split(text, front, _yaml)
    front = _TOML.match(text)
    return _split(text, front, tomllib.loads) if front else ({}, text, "")


def _split(text: str, front: re.Match[str], load: Any) -> tuple[Mapping[str, Any], str, str]:
    block, body = front.group(1) or "", text[front.end() :]
    try:
        values = load(block)
    except (yaml.YAMLError, tomllib.TOMLDecodeError, RecursionError) as error:
        if not _KEY.search(block):
            return {}, text, ""
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        where = "" if line is None else f" (line {line + 2})"
        return {}, body, f"front matter can't be read{where}: put quotes around its values"
    if values in (None, "", {}):
        return {}, body, ""
    return (values, body, "") if _is_about(values) else ({}, text, "")


def _is_about(values: object) -> bool:
    """Tell whether values are metadata and no sentences that happen to have colons."""
    if not isinstance(values, dict):
        return False
    short = (len(str(value).split()) <= _SHORT for value in values.values())
    return any(str(key).lower() in FIELDS for key in values) or all(short)


def _yaml(block: str) -> Any:
    return yaml.load(block, _TextLoader)  # noqa: S506 - text, nothing else


class _TextLoader(yaml.BaseLoader):
    """Reads every value as text. Aliases are refused: a few of them can grow without end."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Return the next value."""
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(problem="an alias", problem_mark=mark)
        return super().compose_node(parent, index)
