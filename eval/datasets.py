"""The open benchmark sets, read from a folder that is never copied into this repository."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

DEFAULT_DATA = Path(__file__).parent.parent.parent / "shared" / "benchmarks"

SOURCES = {
    "scifact": "BEIR's SciFact (huggingface.co/datasets/BeIR/scifact; allenai/scifact)",
}
"""Where a user gets each set; the layout of the files is in eval/README.md."""


class MissingData(Exception):
    """A set is not there; the message says what is missing and where it comes from."""


class DataError(ValueError):
    """A line of a data file is wrong; the message names file, line and field."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a set."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Query:
    """A query of a set."""

    id: str
    text: str


def find_set(data: Path, name: str, *files: str) -> Path:
    """Return the folder of a set.

    Raises:
        MissingData: when one of its files is missing.
    """
    for file in files:
        if not (data / name / file).is_file():
            raise MissingData(
                f"{data / name / file} is missing: get it from {SOURCES[name]}, or give its folder with --data"
            )
    return data / name


def read_jsonl(path: Path, fields: Mapping[str, type], parse: Callable[[dict[str, Any]], T]) -> Iterator[T]:
    """Yield what `parse` makes of each record of a JSONL file.

    Args:
        path: one JSON object a line; empty lines are passed over.
        fields: the fields that every record must have, with their types.
        parse: takes a record that has them; a KeyError or ValueError it raises is told with file and line.

    Raises:
        DataError: naming file, line and field.
    """
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                try:
                    yield parse(_record(line, fields))
                except KeyError as error:
                    raise DataError(f"{path.name}, line {number}: field {error} is missing") from error
                except ValueError as error:
                    raise DataError(f"{path.name}, line {number}: {error}") from error


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
    except ValueError as error:
        raise ValueError(f"not JSON ({error})") from error
    return check_fields(record, fields)


def read_documents(folder: Path) -> Iterator[Document]:
    """Yield the documents of a set in the layout of the suite (corpus.jsonl)."""
    fields = {"id": str, "title": str, "text": str}
    return read_jsonl(folder / "corpus.jsonl", fields, lambda r: Document(r["id"], r["title"], r["text"]))


def read_queries(folder: Path) -> Iterator[Query]:
    """Yield the queries of a set in the layout of the suite (queries.jsonl)."""
    return read_jsonl(folder / "queries.jsonl", {"id": str, "text": str}, lambda r: Query(r["id"], r["text"]))
