"""JSONL files whose mistakes are told with file, line and field."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from rag.core.text import whole_letters
from rag.errors import DataError

T = TypeVar("T")


def read_jsonl(
    path: Path, fields: Mapping[str, type], parse: Callable[[dict[str, Any]], T]
) -> Iterator[T]:
    """Yield what `parse` makes of each record of a JSONL file; see `read_lines`."""
    with path.open(encoding="utf-8-sig") as file:
        yield from read_lines(file, path.name, fields, parse)


def read_lines(
    lines: Iterable[str],
    name: str,
    fields: Mapping[str, type],
    parse: Callable[[dict[str, Any]], T],
) -> Iterator[T]:
    """Yield what `parse` makes of each record of a JSONL file.

    Args:
        lines: one JSON object each; empty lines are passed over.
        name: the file's name, for what is told of mistakes.
        fields: the fields that every record must have, with their types.
        parse: takes a record that has them; a KeyError or ValueError it raises is told with file
            and line.

    Raises:
        DataError: naming file, line and field.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield parse(_record(line, fields))
            except KeyError as error:
                raise DataError(f"{name}, line {number}: field {error} is missing") from error
            except ValueError as error:
                raise DataError(f"{name}, line {number}: {error}") from error


def check_fields(record: Any, fields: Mapping[str, type]) -> dict[str, Any]:
    """Return the record, checked.

    Raises:
        KeyError: naming a field that is missing.
        ValueError: for what is not a JSON object, or a field that has another type.
    """
    if not isinstance(record, dict):
        raise ValueError(f"not a JSON object: {json.dumps(record)[:60]}")
    for name, kind in fields.items():
        if not isinstance(record[name], kind):
            raise ValueError(f"field {name!r} is not a {kind.__name__}")
    return record


def _record(line: str, fields: Mapping[str, type]) -> dict[str, Any]:
    try:
        record = json.loads(line)
        if "\\ud" in line.lower():  # half a letter, perhaps
            record = json.loads(whole_letters(json.dumps(record, ensure_ascii=False)))
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not JSON ({error})") from error
    return check_fields(record, fields)
