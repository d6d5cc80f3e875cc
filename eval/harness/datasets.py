"""The open benchmark sets, read from a folder that is never copied into this repository."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rag.errors import DataError
from rag.evaluation.jsonl import read_jsonl

DEFAULT_DATA = Path(__file__).parents[3] / "shared" / "benchmarks"

TRAINING = "training"
"""The folder beside the sets with data that may be fitted on."""

SOURCES = {
    "chunking": "github.com/brandonstarxel/chunking_evaluation (MIT)",
    "clapnq": "github.com/primeqa/clapnq (Apache-2.0)",
    "mtrag-un": "github.com/IBM/mt-rag-benchmark (Apache-2.0)",
    "multihop-facts": "huggingface.co/datasets/yixuantt/MultiHopRAG (ODC-BY)",
    "qadiscourse": "github.com/ValentinaPy/QADiscourse (CC BY 4.0)",
    "qamr": "github.com/uwnlp/qamr (MIT)",
    "scifact": "BEIR's SciFact (huggingface.co/datasets/BeIR/scifact; allenai/scifact)",
    "summedits-news": "huggingface.co/datasets/Salesforce/summedits (Apache-2.0)",
    "summedits-other": "huggingface.co/datasets/Salesforce/summedits (Apache-2.0), "
    "the domains other than news",
    "wice": "github.com/ryokamoi/wice (ODC-BY)",
    "xquad-en": "github.com/google-deepmind/xquad (CC BY-SA 4.0)",
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
                f"{data / name / file} is missing: get it from {SOURCES[name]}, "
                "or give its folder with --data"
            )
    return data / name


def read_documents(folder: Path) -> Iterator[Document]:
    """Yield the documents of a set in the layout of the suite (corpus.jsonl)."""
    fields = {"id": str, "title": str, "text": str}
    return read_jsonl(
        folder / "corpus.jsonl", fields, lambda r: Document(r["id"], r["title"], r["text"])
    )


def read_queries(folder: Path) -> Iterator[Query]:
    """Yield the queries of a set in the layout of the suite (queries.jsonl)."""
    return read_jsonl(
        folder / "queries.jsonl", {"id": str, "text": str}, lambda r: Query(r["id"], r["text"])
    )


def read_qrels(folder: Path) -> dict[str, dict[str, int]]:
    """Return the relevance of documents by query and document, from qrels.tsv.

    The file has a header, then a line for each query, document and relevance.

    Raises:
        DataError: naming file, line and field.
    """
    relevance: dict[str, dict[str, int]] = {}
    path = folder / "qrels.tsv"
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[1:], start=2):
        try:
            query, document, degree = line.split("\t")
            relevance.setdefault(query, {})[document] = int(degree)
        except ValueError as error:
            raise DataError(
                f"{path.name}, line {number}: not query_id, doc_id, relevance ({error})"
            ) from error
    return relevance
