"""Score rankings of documents, and show them as cases of a report."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from textwrap import shorten

from eval.harness.datasets import Query
from eval.harness.rankings import Ranking
from eval.harness.retrieval import Collection, Runs
from rag.evaluation.measure.result import FOOTNOTE, Case, Result, Scorer, Shown
from rag.evaluation.scoring import SHOWN

MEASURES = ("nDCG@10", "R@5", "R@10", "R@100", "MRR@10", "Hits@4")
Qrels = Mapping[str, Mapping[str, int]]
"""Relevance of documents by query id and document id; 0 is not relevant."""


def score_runs(
    suite: str, runs: Runs, qrels: Qrels, ids: Sequence[str], measures: Sequence[str] = MEASURES
) -> list[Result]:
    """Return the mean of each measure for each system.

    Args:
        suite: the name that the results carry.
        runs: what was found; a query that is missing there, or for which nothing was found, counts
            0.
        qrels: what is relevant.
        ids: the queries to score; each has a relevant document.
        measures: names such as "nDCG@10", "R@5", "MRR@10" and "Hits@4" (whether one of the first
            four is relevant).
    """
    results = []
    for system, run in runs.items():
        values = measure(run, qrels, ids, measures)
        for name in measures:
            results += Scorer(suite, system).mean(name, values[name], ids)
    return results


def measure(
    run: Mapping[str, Ranking], qrels: Qrels, ids: Sequence[str], measures: Sequence[str]
) -> dict[str, list[float]]:
    """Return the values of each measure, in the order of `ids`; arguments as for `score_runs`."""
    import ir_measures

    parsed = {
        ir_measures.parse_measure(name.replace("MRR", "RR").replace("Hits", "Success")): name
        for name in measures
    }
    values = {name: dict.fromkeys(ids, 0.0) for name in measures}
    ranked = {
        name: {doc: 1 / rank for rank, doc in enumerate(run.get(name, ()), start=1)} for name in ids
    }
    relevant = {name: dict(qrels[name]) for name in ids}
    for value in ir_measures.iter_calc(
        list(parsed), relevant, {name: docs for name, docs in ranked.items() if docs}
    ):
        values[parsed[value.measure]][value.query_id] = float(value.value)
    return {name: list(of_query.values()) for name, of_query in values.items()}


def as_cases(
    suite: str, collection: Collection, queries: Sequence[Query], runs: Runs, qrels: Qrels
) -> list[Case]:
    """Return each query with what Footnote found; the score is nDCG@10."""
    run = runs.get(FOOTNOTE, {})
    scores = measure(run, qrels, [query.id for query in queries], ["nDCG@10"])["nDCG@10"]
    cases = []
    for query, score in zip(queries, scores, strict=True):
        relevant, ranking = qrels[query.id], run[query.id]
        expected = tuple(
            Shown(*_shown(collection, name)) for name, degree in relevant.items() if degree
        )
        best = list(ranking.items())[:SHOWN]
        retrieved = tuple(
            Shown(*_shown(collection, name), value, bool(relevant.get(name)))
            for name, value in best
        )
        cases.append(
            Case(
                suite, query.id, query.text, score, verdict(ranking, relevant), expected, retrieved
            )
        )
    return cases


def with_verdicts(cases: Iterable[Case], runs: Runs, qrels: Qrels) -> list[Case]:
    """Return cases of answers with the rank of the first relevant document in their verdicts."""
    run = runs.get(FOOTNOTE, {})
    return [
        replace(case, verdict=f"{case.verdict}; {verdict(run[case.id], qrels[case.id])}")
        if case.id in run
        else case
        for case in cases
    ]


def verdict(ranking: Ranking, relevant: Mapping[str, int]) -> str:
    """Return in words where the first relevant document stands.

    >>> verdict({"a": 2.0, "b": 1.0}, {"b": 1}), verdict({"a": 2.0, "b": 1.0}, {"c": 1})
    ('first relevant document at rank 2', 'no relevant document among 2')
    """
    ranks = (rank for rank, name in enumerate(ranking, start=1) if relevant.get(name))
    rank = next(ranks, None)
    return (
        f"first relevant document at rank {rank}"
        if rank
        else f"no relevant document among {len(ranking)}"
    )


def _shown(collection: Collection, document: str) -> tuple[str, str]:
    article = collection.article(document)
    return article.title, shorten(article.text, 300, placeholder="...")
