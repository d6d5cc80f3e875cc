"""Search the documents of a set with Footnote, its parts and the baseline."""

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import rag
from eval.harness.baseline import SYSTEM as BASELINE
from eval.harness.baseline import Tutorial
from eval.harness.datasets import Document, Query
from eval.harness.rankings import Ranking, first, fuse_ranks
from rag.core.article import Article
from rag.core.passage import Hit
from rag.core.span import Span
from rag.core.text import normalise
from rag.core.timing import Trace
from rag.errors import DataError
from rag.evaluation.measure.result import FOOTNOTE
from rag.evaluation.questions import Gold
from rag.progress import SyncProgress
from rag.question.check import MAX_QUESTION
from rag.search.hybrid import find_chunks
from rag.search.late_interaction import embed_query

if TYPE_CHECKING:
    from eval.harness.suite import Task
    from rag.library.snapshot import Snapshot
    from rag.search.late_interaction import Query as Vectorised

SERVED, DEPTH = 50, 300
"""Chunks that a user may see, and chunks that make recall among 100 documents meaningful."""

Runs = dict[str, dict[str, Ranking]]
"""Rankings by system and query id."""


def as_article(document: Document) -> Article:
    """Return a document as an article with nothing but its title and text."""
    return Article(document.text, document.title)


class Collection(AbstractContextManager["Collection"]):
    """The documents of a set, indexed by Footnote and, where it isn't alone, by the baseline.

    The indexes live as long as the context.

    Args:
        task: the settings in force, and where progress is shown.
        suite: the name that progress carries.
        documents: the set.
        convert: makes the article of a document; its id is replaced, since a document's may be
            unfit for an article.

    Attributes:
        bot: Footnote over the documents.
        articles: the articles by document id; their text is normalised.
        documents: the document ids by article id.

    Raises:
        DataError: for a document that can't be an article.
    """

    def __init__(
        self,
        task: "Task",
        suite: str,
        documents: Iterable[Document],
        convert: Callable[[Document], Article] = as_article,
    ) -> None:
        given = list(documents)
        self.articles = {
            document.id: _convert(document, f"d{number}", convert)
            for number, document in enumerate(given)
        }
        self.documents = {article.id: name for name, article in self.articles.items()}
        self._settings = task.settings
        self._folder = tempfile.TemporaryDirectory()
        state = Path(self._folder.name, "state")
        task.note(f"{suite}: indexing {len(given):,} documents")
        with SyncProgress() as progress:
            rag.index(self.articles.values(), state, settings=task.settings, progress=progress.show)
        self.bot = rag.open(state, settings=task.settings)
        self._tutorial: Tutorial | None = None
        if task.alone:
            return
        task.note(f"{suite}: indexing with the baseline")
        self._tutorial = Tutorial()
        self._tutorial.index(
            {document.id: f"{document.title}\n{document.text}" for document in given},
            Path(self._folder.name, "baseline"),
        )

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
        """Return how each system ranks the documents for a query.

        A document ranks as its best chunk does. "bm25" and "dense" are the two first stages of
        Footnote alone, "rrf" is their reciprocal rank fusion, "unread" is all that comes before the
        best passages are read. Footnote itself puts the more passages into its order the more are
        asked for, so that the head of a deep list is not what a user gets: its ranking is what a
        search for 50 passages finds, continued by what a search for 300, unread, adds.

        Args:
            text: the query.
            served: what a search for 50 passages found, where that is known already.
        """
        text = cut(text)
        query = embed_query(text, self.bot.searcher.embedder)
        with self.bot.library.snapshot() as snapshot:
            bm25 = self._best(snapshot.lexical.search(text, DEPTH))
            dense = self._best(snapshot.dense.search(query.dense, DEPTH))
            unread, deep = (self._unread(snapshot, query, depth) for depth in (SERVED, DEPTH))
        if not served and any(map(str.isalnum, text)):
            served = self.bot.search(text, SERVED)
        ours = self._best((hit.chunk.id, hit.score) for hit in served)
        rankings = {
            "bm25": bm25,
            "dense": dense,
            "rrf": fuse_ranks([bm25, dense]),
            "unread": first(chain(unread.items(), deep.items())),
            FOOTNOTE: first(chain(ours.items(), deep.items())) if ours else ours,
        }
        if self._tutorial:
            theirs = enumerate(self._tutorial.search(text, DEPTH), start=1)
            rankings[BASELINE] = first((chunk.metadata["source"], 1 / n) for n, chunk in theirs)
        return rankings

    def rank_all(
        self, queries: Iterable[Query], served: Mapping[str, Sequence[Hit]] | None = None
    ) -> Runs:
        """Return the rankings of every query, see `rank`; `served` has hits by the query's id."""
        runs: Runs = {}
        for query in queries:
            for system, ranking in self.rank(query.text, (served or {}).get(query.id, ())).items():
                runs.setdefault(system, {})[query.id] = ranking
        return runs

    def _unread(self, snapshot: "Snapshot", query: "Vectorised", depth: int) -> Ranking:
        chunks = find_chunks(snapshot, query, depth, self._settings.retrieval, Trace())
        return self._best((scored.matched.chunk.id, scored.score) for scored in chunks)

    def _best(self, chunks: Iterable[tuple[str, float]]) -> Ranking:
        return first((self.documents[name.split(":")[0]], score) for name, score in chunks)


def cut(text: str) -> str:
    """Return a query as Footnote takes it: on one line, at most 2,000 characters."""
    return " ".join(normalise(text).split())[:MAX_QUESTION]


def _convert(document: Document, name: str, convert: Callable[[Document], Article]) -> Article:
    try:
        return replace(convert(document), id=name)
    except ValueError as error:
        raise DataError(f"document {document.id!r} of corpus.jsonl: {error}") from error
