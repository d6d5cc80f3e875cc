"""SummEdits: summaries, many with a small mistake edited in, and the documents they summarise."""

from eval.harness.claim_sets import (
    SUMMEDITS_DOMAINS,
    SUMMEDITS_NEWS,
    SUMMEDITS_OTHER,
    read_summedits,
)
from eval.harness.claims import evaluate
from eval.harness.suite import Task
from rag.evaluation.measure.result import Outcome
from rag.models.embedding import Embedder

SUITE = "summedits"


def run(task: Task) -> Outcome:
    """SummEdits: is a summary of news consistent with it? Fitted on six other domains."""
    files = [f"{domain}.jsonl" for domain in SUMMEDITS_DOMAINS]
    path = task.find(SUMMEDITS_NEWS, "claims.jsonl") / "claims.jsonl"
    news = list(read_summedits(path))[: task.limit]
    folder = task.find_training(SUMMEDITS_OTHER, *files)
    other = [pair for file in files for pair in list(read_summedits(folder / file))[: task.limit]]
    embedder = Embedder(task.settings.embedding.model)
    return evaluate(
        SUITE, other, news, embedder, lambda pairs: task.track(pairs, f"{SUITE}: checking")
    )
