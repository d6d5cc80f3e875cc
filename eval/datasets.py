"""The open benchmark sets, read from a folder that is never copied into this repository."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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


def read_jsonl(path: Path, fields: dict[str, type]) -> Iterator[dict[str, Any]]:
    """Yield the records of a JSONL file.

    Args:
        path: one JSON object a line; empty lines are passed over.
        fields: the fields that every record must have, with their types.

    Raises:
        DataError: naming file, line and field.
    """
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except ValueError as error:
                raise DataError(f"{path.name}, line {number}: not JSON ({error})") from error
            if not isinstance(record, dict):
                raise DataError(f"{path.name}, line {number}: not a JSON object")
            for name, kind in fields.items():
                if name not in record:
                    raise DataError(f"{path.name}, line {number}: field {name!r} is missing")
                if not isinstance(record[name], kind):
                    raise DataError(f"{path.name}, line {number}: field {name!r} is not a {kind.__name__}")
            yield record


def read_documents(folder: Path) -> Iterator[Document]:
    """Yield the documents of a set in the layout of the suite (corpus.jsonl)."""
    for record in read_jsonl(folder / "corpus.jsonl", {"id": str, "title": str, "text": str}):
        yield Document(record["id"], record["title"], record["text"])


def read_queries(folder: Path) -> Iterator[Query]:
    """Yield the queries of a set in the layout of the suite (queries.jsonl)."""
    for record in read_jsonl(folder / "queries.jsonl", {"id": str, "text": str}):
        yield Query(record["id"], record["text"])
