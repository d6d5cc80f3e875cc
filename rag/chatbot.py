"""The whole flow from a question to an answer, on one screen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import TYPE_CHECKING, Any

from rag.answering import abstain, extractive
from rag.answering.condense import standalone
from rag.answering.parts import search_texts
from rag.answering.smalltalk import HELP, is_small_talk
from rag.article import Article
from rag.citations import cite, holds, prove
from rag.embedding import Embedder
from rag.errors import QuestionError
from rag.evidence.late_interaction import read_query
from rag.evidence.reader import EvidenceReader, Reranker
from rag.indexing.snapshot import IndexReader, Snapshot
from rag.retrieval import Found, find_passages, read_best
from rag.schema import Facts
from rag.settings import AnswerSettings, RetrievalSettings
from rag.text import normalise
from rag.types import Answer, Citation, Evidence, Filter, Hit, Reason, Turn

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from rag.writing.writer import Writer

MAX_QUESTION = 2_000
"""The most characters a question may have."""


@dataclass(frozen=True, slots=True, eq=False)
class Examined:
    """A question with everything that came of it.

    Attributes:
        served: what `ask` returns where no language model writes.
        always: the answer that would be given if nothing were refused.
        hits: the passages found, best first.
        evidence: the candidate sentences, best first.
        short: the few words that answer most likely, out of the best passage that was read; None where none was.
        signals: what the confidence was computed from.
    """

    served: Answer
    always: Answer
    hits: tuple[Hit, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    short: Evidence | None = None
    signals: Mapping[str, float] = field(default_factory=dict)


class Chatbot:
    """Answers questions over one index; made by `rag.open`. Safe to use from several threads.

    Args:
        reader: opens the corpus as it is at the moment of a question.
        embedder: the model the index was made with.
        retrieval: how passages are found.
        answer: how long answers are and when they are refused.
        evidence: reads the best passages together with the question; None does without.
        reranker: orders the passages that are read; None leaves that to `evidence`.
        writer: writes the answers with a language model; None quotes them.
    """

    def __init__(
        self,
        reader: IndexReader,
        embedder: Embedder,
        retrieval: RetrievalSettings,
        answer: AnswerSettings,
        evidence: EvidenceReader | None = None,
        reranker: Reranker | None = None,
        writer: "Writer | None" = None,
    ) -> None:
        self.reader = reader
        self.embedder = embedder
        self.evidence = evidence
        self._retrieval = retrieval
        self._answer = answer
        self._reranker = reranker
        self._writer = writer

    def ask(self, question: str, history: Sequence[Turn] = (), where: Filter | None = None) -> Answer:
        """Answer a question with cited sentences, quoted or written by the language model of the settings, or abstain.

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
            ModelUnavailable: when the language model of the settings can't be loaded.

        >>> bot = getfixture("starter_bot")
        >>> answer = bot.ask("When did Northvolt file for bankruptcy in Sweden?")
        >>> answer.citations[0].quote[:63]
        'Northvolt filed for bankruptcy in Sweden on 12 March 2025, with'
        """
        *_, answer = self.stream(question, history, where)
        return answer

    def examine(self, question: str, history: Sequence[Turn] = (), where: Filter | None = None) -> Examined:
        """Answer a question in quotes, and show what the answer rests on; for evaluations. Arguments as for `ask`."""
        started = perf_counter()
        asked = check_question(question)
        if is_small_talk(asked):
            talk = Answer(asked, asked, reason=Reason.HELP, message=HELP, seconds={"total": perf_counter() - started})
            return Examined(talk, talk)
        alone = standalone(asked, history)
        seconds: dict[str, float] = {}
        with self.reader.snapshot() as snapshot:
            articles = snapshot.view.matching(where) if where else None
            found, *own = [
                self._find(snapshot, text, self._retrieval.rerank, articles, seconds) for text in search_texts(asked, alone)
            ]
            selecting = perf_counter()
            pool = extractive.candidates(found)
            pools = [one for one in map(extractive.candidates, own) if one] or [pool]
            calibration = abstain.calibration(read=any(one.reading for one in found))
            signals = abstain.read_signals(pool, found)
            confidence = calibration.probability(signals) if pool else 0.0
            always = Answer(asked, alone, confidence=confidence)
            if pool:
                sentences, citations = cite(extractive.select(pools, self._answer))
                for citation in citations:
                    article = snapshot.view.article(citation.article.id)
                    prove(citation, article.text if article else "")
                always = replace(always, sentences=sentences, citations=citations)
            threshold = self._answer.min_confidence
            refused = not pool or confidence < (calibration.threshold if threshold is None else threshold)
            reason = Reason.WEAK_EVIDENCE if pool else _why(where, articles)
        seconds |= {"select": perf_counter() - selecting, "total": perf_counter() - started}
        always = replace(always, seconds=seconds)
        served = abstain.refuse(always, reason, found) if refused else always
        evidence = tuple(candidate.evidence for candidate in pool)
        return Examined(served, always, _hits(found), evidence, extractive.short_answer(found), signals)

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
            articles = snapshot.view.matching(where) if where else None
            return list(_hits(self._find(snapshot, check_question(query), k, articles, {})))

    def stream(self, question: str, history: Sequence[Turn] = (), where: Filter | None = None) -> Iterator[Answer]:
        """Yield the answer as it grows, sentence by sentence; the last one is what `ask` returns."""
        examined = self.examine(question, history, where)
        answer = examined.served
        if self._writer and answer.sentences:
            yield from map(self._proven, self._writer.write(answer, [hit.chunk for hit in examined.hits]))
            return
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

    def _proven(self, answer: Answer) -> Answer:
        """Return a written answer, each of its citations proven against the article's text."""
        with self.reader.snapshot() as snapshot:
            for citation in answer.citations:
                prove(citation, snapshot.view.text_version(citation.article.id, citation.article.sha256) or "")
        return answer

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
        self, snapshot: Snapshot, text: str, k: int, articles: Sequence[str] | None, seconds: dict[str, float]
    ) -> list[Found]:
        """Return the `k` best passages of some articles, or of all; the time of each stage is added to `seconds`."""
        started = perf_counter()
        query = read_query(text, self.embedder)
        own = {"embed": perf_counter() - started}
        found = find_passages(snapshot, query, k, self._retrieval, articles, own)
        reading = perf_counter()
        found = read_best(found, text, self._retrieval, self.evidence, self._reranker, seconds.get("read", 0.0))
        own["read"] = perf_counter() - reading
        seconds |= {name: seconds.get(name, 0.0) + value for name, value in own.items()}
        return found


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


def _why(where: Filter | None, articles: Sequence[str] | None) -> Reason:
    """Return why nothing was found: because of the dates asked for, or at all."""
    outside = where and (where.since or where.until) and not articles
    return Reason.OUTSIDE_DATES if outside else Reason.NOTHING_FOUND


def _hits(found: Sequence[Found]) -> tuple[Hit, ...]:
    return tuple(Hit(one.passage.chunk, one.score, rank) for rank, one in enumerate(found, start=1))
