"""WiCE: claims of Wikipedia and the passages of the web pages they cite."""

from eval.harness.claim_sets import read_wice
from eval.harness.claims import evaluate
from eval.harness.suite import Task
from rag.evaluation.measure.result import Outcome
from rag.models.embedding import Embedder

SUITE = "wice"


def run(task: Task) -> Outcome:
    """WiCE: does the cited text support the claim? Thresholds are fitted on its dev part."""
    folder = task.find(SUITE, "dev.jsonl", "test.jsonl")
    dev, test = (
        list(read_wice(folder / name))[: task.limit] for name in ("dev.jsonl", "test.jsonl")
    )
    embedder = Embedder(task.settings.embedding.model)
    return evaluate(
        SUITE, dev, test, embedder, lambda pairs: task.track(pairs, f"{SUITE}: checking")
    )
