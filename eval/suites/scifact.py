"""SciFact, the test split of BEIR: find the abstracts that speak of a scientific claim."""

from eval.harness.datasets import read_documents, read_qrels, read_queries
from eval.harness.ranking_scores import as_cases, score_runs
from eval.harness.retrieval import Collection
from eval.harness.suite import Task
from rag.evaluation.measure.result import Outcome

SUITE = "scifact"


def run(task: Task) -> Outcome:
    """SciFact (BEIR): abstracts for 300 scientific claims, beside BM25, dense and RRF."""
    folder = task.find(SUITE, "corpus.jsonl", "queries.jsonl", "qrels.tsv")
    qrels = read_qrels(folder)
    queries = [query for query in read_queries(folder) if query.id in qrels][: task.limit]
    with Collection(task, SUITE, read_documents(folder)) as collection:
        runs = collection.rank_all(task.track(queries, f"{SUITE}: searching"))
        results = score_runs(SUITE, runs, qrels, [query.id for query in queries])
        return Outcome(results, as_cases(SUITE, collection, queries, runs, qrels))
