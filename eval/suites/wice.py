"""WiCE: claims of Wikipedia and the passages of the web pages they cite."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from eval.suites.suite import Task
from eval.support import Pair, evaluate, sentences
from rag.embedding import Embedder
from rag.evaluation.jsonl import read_jsonl
from rag.evaluation.result import Outcome

SUITE = "wice"
SUPPORTED = "supported"
LABELS = (SUPPORTED, "partially_supported", "not_supported")


def run(task: Task) -> Outcome:
    """WiCE: does the cited text support the claim? Thresholds are fitted on its dev part."""
    folder = task.find(SUITE, "dev.jsonl", "test.jsonl")
    dev, test = (list(read_pairs(folder / name))[: task.limit] for name in ("dev.jsonl", "test.jsonl"))
    embedder = Embedder(task.settings.embedding.model)
    return evaluate(SUITE, dev, test, embedder, lambda pairs: task.track(pairs, f"{SUITE}: checking"))


def read_pairs(path: Path) -> Iterator[Pair]:
    """Yield the claims of a part; only a claim that is supported in full counts as supported.

    Raises:
        DataError: naming file, line and field.
    """

    def parse(record: dict[str, Any]) -> Pair:
        label = record["label"]
        if label not in LABELS:
            raise ValueError(f"field 'label' is none of {', '.join(LABELS)}: {label!r}")
        evidence = sentences(*record["evidence"])
        if not evidence:
            raise ValueError("field 'evidence' holds no sentence")
        return Pair(record["id"], record["claim"], evidence, label, label == SUPPORTED)

    return read_jsonl(path, {"id": str, "claim": str, "evidence": list, "label": str}, parse)
