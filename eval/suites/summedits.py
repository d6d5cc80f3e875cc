"""SummEdits: summaries, many with a small mistake edited in, and the documents they summarise."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from eval.suites.suite import Task
from eval.support import Pair, evaluate, sentences
from rag.embedding import Embedder
from rag.evaluation.jsonl import read_jsonl
from rag.evaluation.result import Outcome

SUITE = "summedits"
NEWS, OTHER = "summedits-news", "summedits-other"
DOMAINS = ("ectsum", "podcast", "qmsumm", "sales_call", "sales_email", "scitldr")


def run(task: Task) -> Outcome:
    """SummEdits: is a summary of news consistent with its article? Thresholds are fitted on six other domains."""
    files = [f"{domain}.jsonl" for domain in DOMAINS]
    news = list(read_pairs(task.find(NEWS, "claims.jsonl") / "claims.jsonl"))[: task.limit]
    folder = task.find_training(OTHER, *files)
    other = [pair for file in files for pair in list(read_pairs(folder / file))[: task.limit]]
    embedder = Embedder(task.settings.embedding.model)
    return evaluate(SUITE, other, news, embedder, lambda pairs: task.track(pairs, f"{SUITE}: checking"))


def read_pairs(path: Path) -> Iterator[Pair]:
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
        return Pair(record["id"], record["claim"], evidence, "consistent" if supported else "inconsistent", supported)

    return read_jsonl(path, {"id": str, "claim": str, "document": str, "label": int}, parse)
