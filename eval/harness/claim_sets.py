"""The sets of claims with the texts they rest on: WiCE and SummEdits."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from eval.harness.claims import Pair, sentences
from rag.evaluation.jsonl import read_jsonl

SUMMEDITS_NEWS, SUMMEDITS_OTHER = "summedits-news", "summedits-other"
SUMMEDITS_DOMAINS = ("ectsum", "podcast", "qmsumm", "sales_call", "sales_email", "scitldr")
"""The domains of SummEdits other than news."""
_SUPPORTED = "supported"
_WICE_LABELS = (_SUPPORTED, "partially_supported", "not_supported")


def read_wice(path: Path) -> Iterator[Pair]:
    """Yield the claims of a part; only a claim that is supported in full counts as supported.

    Raises:
        DataError: naming file, line and field.
    """

    def parse(record: dict[str, Any]) -> Pair:
        label = record["label"]
        if label not in _WICE_LABELS:
            raise ValueError(f"field 'label' is none of {', '.join(_WICE_LABELS)}: {label!r}")
        evidence = sentences(*record["evidence"])
        if not evidence:
            raise ValueError("field 'evidence' holds no sentence")
        return Pair(record["id"], record["claim"], evidence, label, label == _SUPPORTED)

    return read_jsonl(path, {"id": str, "claim": str, "evidence": list, "label": str}, parse)


def read_summedits(path: Path) -> Iterator[Pair]:
    """Yield the summaries of a domain with the sentences of their documents.

    Raises:
        DataError: naming file, line and field.
    """

    def parse(record: dict[str, Any]) -> Pair:
        supported = {1: True, 0: False}.get(record["label"])
        if supported is None:
            raise ValueError(f"field 'label' is neither 0 nor 1: {record['label']!r}")
        evidence = sentences(record["document"])
        if not evidence:
            raise ValueError("field 'document' holds no sentence")
        return Pair(
            record["id"],
            record["claim"],
            evidence,
            "consistent" if supported else "inconsistent",
            supported,
        )

    return read_jsonl(path, {"id": str, "claim": str, "document": str, "label": int}, parse)
