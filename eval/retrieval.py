"""Search the documents of a set with Footnote and with what it is compared with, and score the rankings."""

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from itertools import chain
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

import rag
from eval.datasets import Document, Query
from eval.langchain_tutorial import SYSTEM as BASELINE
from eval.langchain_tutorial import Tutorial
from eval.rankings import Ranking, first, fuse_ranks
from rag.answering.asking import MAX_QUESTION
from rag.article import Article
from rag.errors import DataError
from rag.evaluation.questions import Gold
from rag.evaluation.result import FOOTNOTE, Case, Result, Scorer, Shown
from rag.evaluation.scoring import SHOWN
from rag.evidence.late_interaction import read_query
from rag.progress import Bar
from rag.retrieval import find_passages
from rag.text import normalise
from rag.types import Hit, Span

if TYPE_CHECKING:
    from eval.suites.suite import Task
    from rag.evidence.late_interaction import Query as Vectorised
    from rag.indexing.snapshot import Snapshot

MEASURES = ("nDCG@10", "R@5", "R@10", "R@100", "MRR@10", "Hits@4")
SERVED, DEPTH = 50, 300
"""Chunks that a user may see, and chunks that are searched so that recall among 100 documents means something."""

Runs = dict[str, dict[str, Ranking]]
"""Rankings by system and query id."""
Qrels = Mapping[str, Mapping[str, int]]
"""Relevance of documents by query id and document id; 0 is not relevant."""


def as_article(document: Document) -> Article:
    """Return a document as an article with nothing but its title and text."""
    return Article(document.text, document.title)


class Collection(AbstractContextManager["Collection"]):
    """The documents of a set, indexed by Footnote and by the baseline in a folder that lives as long as the context.

    Args:
        task: the settings in force, and where progress is shown.
        suite: the name that progress carries.
        documents: the set.
        convert: makes the article of a document; its id is replaced, since a document's may be unfit for an article.

    Attributes:
        bot: Footnote over the documents.
        articles: the articles by document id; their text is normalised.
        documents: the document ids by article id.

    Raises:
        DataError: for a document that can't be an article.
    """

    def __init__(
        self, task: "Task", suite: str, documents: Iterable[Document], convert: Callable[[Document], Article] = as_article
    ) -> None:
        given = list(documents)
        self.articles = {one.id: _convert(one, f"d{number}", convert) for number, one in enumerate(given)}
        self.documents = {article.id: name for name, article in self.articles.items()}
        self._settings = task.settings
        self._folder = tempfile.TemporaryDirectory()
        state = Path(self._folder.name, "state")
        task.note(f"{suite}: indexing {len(given):,} documents")
        with Bar() as bar:
            rag.index(self.articles.values(), state, settings=task.settings, progress=bar.show)
        self.bot = rag.open(state, settings=task.settings)
        task.note(f"{suite}: indexing with the baseline")
        self._tutorial = Tutorial()
        self._tutorial.index({one.id: f"{one.title}\n{one.text}" for one in given}, Path(self._folder.name, "baseline"))

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    @property
    def texts(self) -> dict[str, str]:
        """The articles' texts by article id."""
        return {article.id: article.text for article in self.articles.values()}

    def article(self, document: str) -> Article:
        """Return the article of a document.

        Raises:
            DataError: when the set has no such document.
        """
        if document not in self.articles:
            raise DataError(f"document {document!r} is not in corpus.jsonl: get the set anew")
        return self.articles[document]

    def whole(self, document: str) -> Gold:
        """Return all the text of a document as evidence; raises as `article` does."""
        article = self.article(document)
        return Gold(article.id, Span(0, len(article.text)))

    def rank(self, text: str, served: Sequence[Hit] = ()) -> dict[str, Ranking]:
        """Return how each system ranks the documents for a query; a document ranks as its best chunk does.

        "bm25" and "dense" are the two first stages of Footnote alone, "rrf" is their reciprocal rank fusion, "unread" is all
        that comes before the best passages are read. Footnote itself puts the more passages into its order the more are
        asked for, so that the head of a deep list is not what a user gets: its ranking is what a search for 50 passages
        finds, continued by what a search for 300, unread, adds.

        Args:
            text: the query.
            served: what a search for 50 passages found, where that is known already.
        """
        text = cut(text)
        query = read_query(text, self.bot.embedder)
        with self.bot.reader.snapshot() as snapshot:
            bm25 = self._best(snapshot.lexical.search(text, DEPTH))
            dense = self._best(snapshot.dense.search(query.dense, DEPTH))
            unread, deep = (self._unread(snapshot, query, depth) for depth in (SERVED, DEPTH))
        if not served and any(map(str.isalnum, text)):
            served = self.bot.search(text, SERVED)
        ours = self._best((hit.chunk.id, hit.score) for hit in served)
        theirs = enumerate(self._tutorial.search(text, DEPTH), start=1)
        return {
            "bm25": bm25,
            "dense": dense,
            "rrf": fuse_ranks([bm25, dense]),
            "unread": first(chain(unread.items(), deep.items())),
            FOOTNOTE: first(chain(ours.items(), deep.items())) if ours else ours,
            BASELINE: first((chunk.metadata["source"], 1 / rank) for rank, chunk in theirs),
        }

    def rank_all(self, queries: Iterable[Query], served: Mapping[str, Sequence[Hit]] | None = None) -> Runs:
        """Return the rankings of every query, see `rank`; `served` has hits by the query's id."""
        runs: Runs = {}
        for query in queries:
            for system, ranking in self.rank(query.text, (served or {}).get(query.id, ())).items():
                runs.setdefault(system, {})[query.id] = ranking
        return runs

    def _unread(self, snapshot: "Snapshot", query: "Vectorised", depth: int) -> Ranking:
        found = find_passages(snapshot, query, depth, self._settings.retrieval)
        return self._best((one.passage.chunk.id, one.score) for one in found)

    def _best(self, chunks: Iterable[tuple[str, float]]) -> Ranking:
        return first((self.documents[name.split(":")[0]], score) for name, score in chunks)


def cut(text: str) -> str:
    """Return a query as Footnote takes it: on one line, at most 2,000 characters."""
    return " ".join(normalise(text).split())[:MAX_QUESTION]


def score_runs(suite: str, runs: Runs, qrels: Qrels, ids: Sequence[str], measures: Sequence[str] = MEASURES) -> list[Result]:
    """Return the mean of each measure for each system.

    Args:
        suite: the name that the results carry.
        runs: what was found; a query that is missing there, or for which nothing was found, counts 0.
        qrels: what is relevant.
        ids: the queries to score; each has a relevant document.
        measures: names such as "nDCG@10", "R@5", "MRR@10" and "Hits@4" (whether one of the first four is relevant).
    """
    results = []
    for system, run in runs.items():
        values = measure(run, qrels, ids, measures)
        for name in measures:
            results += Scorer(suite, system).mean(name, values[name], ids)
    return results


def measure(run: Mapping[str, Ranking], qrels: Qrels, ids: Sequence[str], measures: Sequence[str]) -> dict[str, list[float]]:
    """Return the values of each measure, one for each query in the order of `ids`; arguments as for `score_runs`."""
    import ir_measures

    parsed = {ir_measures.parse_measure(name.replace("MRR", "RR").replace("Hits", "Success")): name for name in measures}
    values = {name: dict.fromkeys(ids, 0.0) for name in measures}
    found = {name: {doc: 1 / rank for rank, doc in enumerate(run.get(name, ()), start=1)} for name in ids}
    relevant = {name: dict(qrels[name]) for name in ids}
    for value in ir_measures.iter_calc(list(parsed), relevant, {name: docs for name, docs in found.items() if docs}):
        values[parsed[value.measure]][value.query_id] = float(value.value)
    return {name: list(of_query.values()) for name, of_query in values.items()}


def as_cases(suite: str, collection: Collection, queries: Sequence[Query], runs: Runs, qrels: Qrels) -> list[Case]:
    """Return each query with what Footnote found; the score is nDCG@10."""
    run = runs.get(FOOTNOTE, {})
    scores = measure(run, qrels, [query.id for query in queries], ["nDCG@10"])["nDCG@10"]
    cases = []
    for query, score in zip(queries, scores, strict=True):
        relevant, ranking = qrels[query.id], run[query.id]
        expected = tuple(Shown(*_shown(collection, name)) for name, degree in relevant.items() if degree)
        best = list(ranking.items())[:SHOWN]
        retrieved = tuple(Shown(*_shown(collection, name), value, bool(relevant.get(name))) for name, value in best)
        cases.append(Case(suite, query.id, query.text, score, verdict(ranking, relevant), expected, retrieved))
    return cases


def with_verdicts(cases: Iterable[Case], runs: Runs, qrels: Qrels) -> list[Case]:
    """Return cases of answers, those with relevant documents told where Footnote's search has the first of them."""
    run = runs.get(FOOTNOTE, {})
    return [
        replace(case, verdict=f"{case.verdict}; {verdict(run[case.id], qrels[case.id])}") if case.id in run else case
        for case in cases
    ]


def verdict(ranking: Ranking, relevant: Mapping[str, int]) -> str:
    """Return in words where the first relevant document stands.

    >>> verdict({"a": 2.0, "b": 1.0}, {"b": 1}), verdict({"a": 2.0, "b": 1.0}, {"c": 1})
    ('first relevant document at rank 2', 'no relevant document among 2')
    """
    ranks = (rank for rank, name in enumerate(ranking, start=1) if relevant.get(name))
    rank = next(ranks, None)
    return f"first relevant document at rank {rank}" if rank else f"no relevant document among {len(ranking)}"


def _convert(document: Document, name: str, convert: Callable[[Document], Article]) -> Article:
    try:
        return replace(convert(document), id=name)
    except ValueError as error:
        raise DataError(f"document {document.id!r} of corpus.jsonl: {error}") from error


def _shown(collection: Collection, document: str) -> tuple[str, str]:
    article = collection.article(document)
    return article.title, shorten(article.text, 300, placeholder="...")
