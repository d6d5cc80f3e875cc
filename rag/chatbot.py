"""The whole flow from a question to an answer, on one screen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING, Any

from rag.answering import abstain, extractive
from rag.answering.condense import standalone
from rag.answering.smalltalk import HELP, is_small_talk
from rag.article import Article
from rag.citations import cite, holds, prove
from rag.embedding import Embedder
from rag.errors import QuestionError
from rag.evidence import read_query
from rag.indexing.snapshot import IndexReader, Snapshot
from rag.retrieval import Scored, find_passages
from rag.schema import Facts
from rag.settings import AnswerSettings, RetrievalSettings
from rag.text import normalise
from rag.types import Answer, Citation, Filter, Hit, Nearest, Reason, Turn

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

MAX_QUESTION = 2_000
"""The most characters a question may have."""


class Chatbot:
    """Answers questions over one index; made by `rag.open`. Safe to use from several threads.

    Args:
        reader: opens the corpus as it is at the moment of a question.
        embedder: the model the index was made with.
        retrieval: how passages are found.
        answer: how long answers are and when they are refused.
    """

    def __init__(
        self, reader: IndexReader, embedder: Embedder, retrieval: RetrievalSettings, answer: AnswerSettings
    ) -> None:
        self.reader = reader
        self.embedder = embedder
        self._retrieval = retrieval
        self._answer = answer

    def ask(self, question: str, history: Sequence[Turn] = (), where: Filter | None = None) -> Answer:
        """Answer a question with quoted, cited sentences, or abstain.

        Args:
            question: at most 2,000 characters with at least one letter or digit.
            history: the earlier turns of the conversation, oldest first; a question that leans on them is searched
                together with what it refers to.
            where: limits the answer to some articles; None takes all.

        Returns:
            The answer; ``answer.abstained`` tells that the articles do not hold one.

        Raises:
            QuestionError: for a question that is empty, too long or without a word.
            IndexStale: when the index was remade with other settings meanwhile.

        >>> bot = getfixture("starter_bot")
        >>> answer = bot.ask("When did Northvolt file for bankruptcy in Sweden?")
        >>> answer.citations[0].quote[:63]
        'Northvolt filed for bankruptcy in Sweden on 12 March 2025, with'
        """
        started = perf_counter()
        asked = check_question(question)
        if is_small_talk(asked):
            return Answer(asked, asked, reason=Reason.HELP, message=HELP, seconds={"total": perf_counter() - started})
        searched = standalone(asked, history)
        seconds: dict[str, float] = {}
        with self.reader.snapshot() as snapshot:
            passages = self._find(snapshot, searched, self._retrieval.rerank, where, seconds)
            selecting = perf_counter()
            pool = extractive.candidates(passages)
            signals = abstain.read_signals(searched, pool, snapshot.lexical)
            calibration = abstain.Calibration.load()
            confidence = calibration.confidence(signals) if pool else 0.0
            threshold = self._answer.min_confidence
            if not pool or confidence < (calibration.threshold if threshold is None else threshold):
                reason = _why(snapshot, where) if not pool else Reason.WEAK_EVIDENCE
                answer = _abstention(asked, searched, reason, confidence, passages)
            else:
                sentences, citations = cite(extractive.select(pool, self._answer))
                for citation in citations:
                    article = snapshot.view.article(citation.article.id)
                    prove(citation, article.text if article else "")
                answer = Answer(asked, searched, sentences, citations, confidence=confidence)
        seconds |= {"select": perf_counter() - selecting, "total": perf_counter() - started}
        return replace(answer, seconds=seconds)

    def search(self, query: str, k: int = 10, where: Filter | None = None) -> list[Hit]:
        """Return the `k` best passages for a query, best first.

        Args:
            query: as for `ask`.
            k: from 1 to 1,000.
            where: limits the search to some articles; None takes all.

        Raises:
            QuestionError: for a query that `ask` would not take, or a `k` out of range.
        """
        if not 1 <= k <= 1_000:
            raise QuestionError(f"k must be from 1 to 1000, got {k}: choose another")
        with self.reader.snapshot() as snapshot:
            found = self._find(snapshot, check_question(query), k, where)
            return [Hit(passage.chunk, score, rank) for rank, (passage, score) in enumerate(found, start=1)]

    def stream(self, question: str, history: Sequence[Turn] = (), where: Filter | None = None) -> Iterator[Answer]:
        """Yield the answer as it grows, sentence by sentence; the last one equals what `ask` returns."""
        answer = self.ask(question, history, where)
        for count in range(1, len(answer.sentences)):
            sentences = answer.sentences[:count]
            used = {number for sentence in sentences for number in sentence.citations}
            citations = tuple(citation for citation in answer.citations if citation.number in used)
            yield replace(answer, sentences=sentences, citations=citations)
        yield answer

    def article(self, article_id: str) -> Article | None:
        """Return an indexed article with its text, or None."""
        with self.reader.snapshot() as snapshot:
            return snapshot.view.article(article_id)

    def recheck(self, citation: Citation) -> bool:
        """Tell whether the text a citation quoted, current or replaced since, is kept and has its exact words."""
        with self.reader.snapshot() as snapshot:
            text = snapshot.view.text_version(citation.article.id, citation.article.sha256)
        return text is not None and holds(citation, text)

    def never_abstaining(self) -> "Chatbot":
        """Return a chatbot over the same index that answers every question as well as it can; for evaluations."""
        return Chatbot(self.reader, self.embedder, self._retrieval, self._answer.model_copy(update={"min_confidence": 0.0}))

    def facts(self) -> Facts:
        """Return what the corpus is: articles, chunks, first and last day, last sync."""
        with self.reader.snapshot() as snapshot:
            return snapshot.view.facts()

    def as_runnable(self) -> "Runnable[str | Mapping[str, Any], Answer]":
        """Return the chatbot as a LangChain Runnable: a question, or {"question", "history", "where"}, to an `Answer`."""
        from langchain_core.runnables import RunnableLambda

        def run(given: str | Mapping[str, Any]) -> Answer:
            return self.ask(given) if isinstance(given, str) else self.ask(**given)

        return RunnableLambda(run, name="footnote")

    def _find(
        self, snapshot: Snapshot, text: str, k: int, where: Filter | None, seconds: dict[str, float] | None = None
    ) -> list[Scored]:
        started = perf_counter()
        query = read_query(text, self.embedder)
        if seconds is not None:
            seconds["embed"] = perf_counter() - started
        articles = snapshot.view.matching(where) if where else None
        return find_passages(snapshot, query, k, self._retrieval, articles, seconds)


def check_question(question: str) -> str:
    """Return the question, normalised.

    Raises:
        QuestionError: when it is empty, has more than 2,000 characters or no letter or digit.
    """
    text = " ".join(normalise(question).split())
    if not text:
        raise QuestionError("the question is empty: write what you want to know")
    if len(text) > MAX_QUESTION:
        raise QuestionError(f"the question has {len(text):,} characters, at most {MAX_QUESTION:,} are read: shorten it")
    if not any(map(str.isalnum, text)):
        raise QuestionError("the question has no word in it: write what you want to know")
    return text


def _why(snapshot: Snapshot, where: Filter | None) -> Reason:
    """Return why nothing was found: because of the dates asked for, or at all."""
    if where and (where.since or where.until) and not snapshot.view.matching(where):
        return Reason.OUTSIDE_DATES
    return Reason.NOTHING_FOUND


_MESSAGES = {
    Reason.NOTHING_FOUND: "The articles hold nothing on this.",
    Reason.WEAK_EVIDENCE: "The articles do not hold a clear answer to this.",
    Reason.OUTSIDE_DATES: "No article lies within the dates asked for.",
}


def _abstention(asked: str, searched: str, reason: Reason, confidence: float, passages: Sequence[Scored]) -> Answer:
    nearest: dict[str, Nearest] = {}
    for passage, score in passages:
        nearest.setdefault(passage.chunk.article.id, Nearest(passage.chunk.article, score))
    return Answer(
        asked,
        searched,
        abstained=True,
        reason=reason,
        message=_MESSAGES[reason],
        confidence=confidence,
        nearest=tuple(nearest.values())[:3],
    )
