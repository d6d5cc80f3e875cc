"""The open benchmark sets, read from a folder that is never copied into this repository."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rag.evaluation.jsonl import read_jsonl

DEFAULT_DATA = Path(__file__).parent.parent.parent / "shared" / "benchmarks"

SOURCES = {
    "scifact": "BEIR's SciFact (huggingface.co/datasets/BeIR/scifact; allenai/scifact)",
}
"""Where a user gets each set; the layout of the files is in eval/README.md."""


class MissingData(Exception):
    """A set is not there; the message says what is missing and where it comes from."""


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


def read_documents(folder: Path) -> Iterator[Document]:
    """Yield the documents of a set in the layout of the suite (corpus.jsonl)."""
    fields = {"id": str, "title": str, "text": str}
    return read_jsonl(folder / "corpus.jsonl", fields, lambda r: Document(r["id"], r["title"], r["text"]))


def read_queries(folder: Path) -> Iterator[Query]:
    """Yield the queries of a set in the layout of the suite (queries.jsonl)."""
    return read_jsonl(folder / "queries.jsonl", {"id": str, "text": str}, lambda r: Query(r["id"], r["text"]))
