"""The chatbot: a question becomes an answer."""

import asyncio
import warnings
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.answering.quoting import Quoted, listed, quote, surer, surest, talk
from rag.answering.sources import sourced
from rag.checking.checker import Checker
from rag.core.answer import Answer, Certainty
from rag.core.article import Article, ArticleInfo
from rag.core.citations import growing, with_clusters
from rag.core.corpus import Facts, Filter, SyncReport
from rag.core.passage import Hit
from rag.core.request import Request, Task
from rag.core.timing import Trace
from rag.errors import CorpusError, QuestionError
from rag.library.library import Library
from rag.question.check import check_question
from rag.question.history import Past
from rag.question.request import understand
from rag.search.events import with_day
from rag.search.searcher import Searcher, clustered
from rag.settings import AnswerSettings
from rag.writing.proof import proven

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from rag.writing.writer import Writer

MOST_HITS = 1_000


class Chatbot(Checker):
    """Answers questions over one library; made by `rag.open`. Safe to use from several threads.

    Args:
        library: what is indexed.
        searcher: finds chunks.
        settings: how long answers are and when they are refused.
        writer: writes the answers with a language model; without one they are quoted.
        remove: takes articles out of the index.

    Attributes:
        library: the articles.
        searcher: what finds chunks.
        model: the name of the language model that writes; empty where answers are quoted.
    """

    def __init__(
        self,
        library: Library,
        searcher: Searcher,
        settings: AnswerSettings,
        writer: "Writer | None" = None,
        remove: "Callable[[str | Path], SyncReport] | None" = None,
    ) -> None:
        super().__init__(library, searcher)
        self._settings = settings
        self.model = writer.model if writer else ""
        self._writer = writer
        self._remove = remove

    def ask(
        self,
        question: str,
        history: Iterable[Past] = (),
        where: Filter = Filter(),
        as_of: date | None = None,
        literal: bool = False,
    ) -> Answer:
        """Answer a question with cited sentences, or abstain.

        The sentences are quotes, or written by the language model of the settings and checked.

        Args:
            question: at most 2,000 characters with at least one letter or digit.
            history: the earlier turns of the conversation, oldest first, as `rag.Turn`, pairs or
                messages; a follow-up is searched together with what it refers to.
            where: limits the answer to some articles, before what the question says of them.
            as_of: the day from which "last month" is counted; by default today.
            literal: whether the question is taken as it stands: nothing of the conversation is
                added, and no filter is read from it.

        Returns:
            The answer; ``answer.abstained`` tells that the articles do not hold one.

        Raises:
            QuestionError: for a question that is empty, too long or without a word, or a history
                that can't be read.
            IndexStale: when the index was remade with other settings meanwhile.
            ModelUnavailable: when the language model of the settings can't be loaded.

        >>> answer = bot.ask("When did Northvolt file for bankruptcy in Sweden?")
        >>> answer.citations[0].quote[:63]
        'Northvolt filed for bankruptcy in Sweden on 12 March 2025, with'
        """
        *_, answer = self.stream(question, history, where, as_of, literal)
        return answer

    def stream(
        self,
        question: str,
        history: Iterable[Past] = (),
        where: Filter = Filter(),
        as_of: date | None = None,
        literal: bool = False,
        began: Callable[[str], None] = lambda stage: None,
    ) -> Iterator[Answer]:
        """Yield the answer as it grows by sentences; the last one is what `ask` returns.

        The arguments are those of `ask`; `began` is told the name of each stage as it begins:
        "understand", "search", "rerank", "cross-encode", "select".
        """
        quoted = self.quote(question, history, where, as_of, literal, began)
        if self._writer and quoted.answer.sentences:
            written = (proven(one, self.library) for one in self._writer.write(quoted))
            answers = map(self._clustered, written)
        else:
            answers = map(self._clustered, growing(quoted.answer))
        yield from answers

    async def aask(
        self,
        question: str,
        history: Iterable[Past] = (),
        where: Filter = Filter(),
        as_of: date | None = None,
        literal: bool = False,
    ) -> Answer:
        """Do what `ask` does, in a thread, so that the event loop goes on meanwhile."""
        return await asyncio.to_thread(self.ask, question, history, where, as_of, literal)

    async def astream(
        self,
        question: str,
        history: Iterable[Past] = (),
        where: Filter = Filter(),
        as_of: date | None = None,
        literal: bool = False,
    ) -> AsyncIterator[Answer]:
        """Yield what `stream` does, made in a thread, so that the event loop goes on meanwhile."""
        answers = self.stream(question, history, where, as_of, literal)
        while (answer := await asyncio.to_thread(next, answers, None)) is not None:
            yield answer

    def quote(
        self,
        question: str,
        history: Iterable[Past] = (),
        where: Filter = Filter(),
        as_of: date | None = None,
        literal: bool = False,
        began: Callable[[str], None] = lambda stage: None,
    ) -> Quoted:
        """Answer a question in quotes, and return every intermediate result.

        The arguments are those of `stream`, which is built on it; no language model writes here.
        """
        trace = Trace(began=began)
        with self.library.snapshot(where) as whole:
            with trace.stage("understand"):
                rewrite = self._writer.rewrite if self._writer else None
                names = self.library.names()
                dated = partial(with_day, snapshot=whole)
                request = understand(question, history, rewrite, names, as_of, literal, dated)
            if request.is_talk:
                return talk(request, self.library, trace)

            def answered(request: Request) -> Quoted:
                request = self.searcher.spelled(request, whole, names)
                snapshot = whole.narrowed(request.filter)
                if request.task is Task.ARTICLES:
                    return listed(request, snapshot, whole.count, trace)
                found = self.searcher.find(request, snapshot, trace)
                if request.task is Task.SOURCES and found.whole:
                    return sourced(request, found, snapshot, self.searcher, self._settings, trace)
                quoted = quote(request, found, snapshot, self.searcher, self._settings, trace)
                doubtful = quoted.answer.abstained or quoted.answer.certainty is Certainty.UNSURE
                if request.otherwise and doubtful:
                    other = answered(request.otherwise)
                    return other if other.answer.articles else quoted
                return quoted

            if request.readings:
                return surest([answered(reading) for reading in request.readings])
            if not request.alone:
                return answered(request)
            return surer(answered(request.alone), answered(request))

    def quoting(self) -> "Chatbot":
        """Return a chatbot over the same library that only quotes; it calls no language model.

        >>> bot.quoting().ask("Who owned ACC in 2024?").written
        False
        """
        return Chatbot(self.library, self.searcher, self._settings, remove=self._remove)

    def search(self, query: str, k: int = 10, where: Filter = Filter()) -> list[Hit]:
        """Return the `k` best chunks for a query, best first.

        Args:
            query: as for `ask`.
            k: from 1 to 1,000.
            where: limits the search to some articles.

        Raises:
            QuestionError: for a query that `ask` would not take, or a `k` out of range.
        """
        if not 1 <= k <= MOST_HITS:
            raise QuestionError(f"k must be from 1 to {MOST_HITS}, got {k}: choose another")
        text = check_question(query)
        with self.library.snapshot(where) as snapshot:
            return clustered(self.searcher.search(text, k, snapshot, Trace()), snapshot)

    def article(self, article_id: str) -> Article | None:
        """Return an indexed article with its text, or None."""
        return self.library.article(article_id)

    def articles(self, where: Filter = Filter()) -> list[ArticleInfo]:
        """Return what is known of the articles that pass a filter, by id.

        >>> [article.published.year for article in bot.articles(Filter(since="2026-01-01"))][:1]
        [2026]
        """
        return self.library.articles(where)

    def forget(self, id_or_path: str | Path) -> SyncReport:
        """Take articles out of the index: see `rag.forget`.

        Raises:
            CorpusError: when no article has this id or path.
        """
        if self._remove is None:
            raise CorpusError("this chatbot was not made by rag.open: use rag.forget")
        return self._remove(id_or_path)

    def facts(self) -> Facts:
        """Return what the library holds: articles, chunks, first and last day, last sync."""
        return self.library.facts()

    def as_runnable(self) -> "Runnable[str | Mapping[str, Any], Answer]":
        """Return the chatbot as a LangChain Runnable, see `rag.langchain.as_runnable`."""
        adapter = import_module("rag.langchain")  # by name: it stands above the chatbot
        runnable: Runnable[str | Mapping[str, Any], Answer] = adapter.as_runnable(self)
        return runnable

    def close(self) -> None:
        """Let go of the library's files, and of the models that no other open library uses."""
        self._writer = None
        super().close()

    def examine(
        self,
        question: str,
        history: Iterable[Past] = (),
        where: Filter = Filter(),
        as_of: date | None = None,
        literal: bool = False,
    ) -> Quoted:
        """Return what `quote` does; its old name."""
        warnings.warn("Chatbot.examine is called quote now", DeprecationWarning, stacklevel=2)
        return self.quote(question, history, where, as_of, literal)

    def _clustered(self, answer: Answer) -> Answer:
        """Return an answer whose citations know their clusters."""
        cited = [citation.article.id for citation in answer.citations]
        return with_clusters(answer, self.library.clusters(cited))
