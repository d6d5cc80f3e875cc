"""The whole flow from a question to an answer, on one screen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING, Any

from rag.answering import abstain, extractive, overview
from rag.answering.asking import Examined, check_question
from rag.answering.requests import Kind, Request, read_request
from rag.answering.smalltalk import HELP, asks_for_contents, contents, is_small_talk
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
from rag.types import Answer, Citation, Evidence, Filter, Hit, Reason, Turn

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from rag.writing.writer import Writer


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
        if message := self._talk(asked):
            talk = Answer(asked, asked, reason=Reason.HELP, message=message, seconds={"total": perf_counter() - started})
            return Examined(talk, talk)
        request = read_request(asked, history, self._writer.rewrite if self._writer else None)
        retrieval = request.retrieval(self._retrieval)
        seconds = {"rewrite": perf_counter() - started} if request.usage else {}
        with self.reader.snapshot() as snapshot:
            articles = snapshot.view.matching(where) if where else None
            found, *own = [
                self._find(snapshot, text, retrieval, retrieval.rerank, articles, seconds) for text in request.texts
            ]
            selecting = perf_counter()
            pool = extractive.candidates(found)
            pools = [one for one in map(extractive.candidates, own) if one] or [pool]
            chosen = self._choose(pools, request) if pool else []
            seconds["select"] = perf_counter() - selecting
            read = any(one.reading for one in found)
            together = None
            if read and chosen and request.asks_several:
                together = self._read_together(request.alone, chosen, retrieval, seconds)
            calibration = abstain.calibration(read)
            signals = abstain.read_signals(pool, found, together)
            confidence = calibration.probability(signals) if pool else 0.0
            always = Answer(asked, request.alone, confidence=confidence, usage=request.usage)
            if pool:
                sentences, citations = cite(chosen)
                for citation in citations:
                    article = snapshot.view.article(citation.article.id)
                    prove(citation, article.text if article else "")
                listed = overview.as_list(sentences) if request.kind is Kind.TIMELINE else sentences
                always = overview.side_by_side(replace(always, sentences=listed, citations=citations), request.compared)
                always = replace(always, note=abstain.second_look(request.before, always.text))
        always = replace(always, seconds=seconds | {"total": perf_counter() - started})
        weak = not always.sentences or confidence < abstain.threshold(self._answer, calibration)
        reason = abstain.why(request, found, weak, where, articles)
        served = abstain.refuse(always, reason, found) if reason else always
        evidence = tuple(candidate.evidence for candidate in pool)
        return Examined(served, always, _hits(found), evidence, extractive.short_answer(found), signals, request)

    def _choose(self, pools: Sequence[Sequence[extractive.Candidate]], request: Request) -> list[Evidence]:
        limits = request.answer(self._answer)
        return overview.choose(pools, request.kind, limits) if request.several else extractive.select(pools, limits)

    def _talk(self, asked: str) -> str:
        """Return the direct answer to small talk and to questions about the articles themselves; empty for any other."""
        if not asks_for_contents(asked):
            return HELP if is_small_talk(asked) else ""
        with self.reader.snapshot() as snapshot:
            return contents([article.title for article, _ in snapshot.view.articles()], snapshot.view.facts())

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
            return list(_hits(self._find(snapshot, check_question(query), self._retrieval, k, articles, {})))

    def stream(self, question: str, history: Sequence[Turn] = (), where: Filter | None = None) -> Iterator[Answer]:
        """Yield the answer as it grows, sentence by sentence; the last one is what `ask` returns."""
        examined = self.examine(question, history, where)
        answer = examined.served
        if self._writer and answer.sentences:
            yield from map(self._proven, self._writer.write(answer, examined))
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
        self,
        snapshot: Snapshot,
        text: str,
        retrieval: RetrievalSettings,
        k: int,
        articles: Sequence[str] | None,
        seconds: dict[str, float],
    ) -> list[Found]:
        """Return the `k` best passages of some articles, or of all; the time of each stage is added to `seconds`."""
        started = perf_counter()
        query = read_query(text, self.embedder)
        own = {"embed": perf_counter() - started}
        found = find_passages(snapshot, query, k, retrieval, articles, own)
        reading = perf_counter()
        found = read_best(found, text, retrieval, self.evidence, self._reranker, seconds.get("read", 0.0))
        own["read"] = perf_counter() - reading
        seconds |= {name: seconds.get(name, 0.0) + value for name, value in own.items()}
        return found

    def _read_together(
        self, question: str, chosen: Sequence[Evidence], retrieval: RetrievalSettings, seconds: dict[str, float]
    ) -> float | None:
        """Return the log-odds that the chosen sentences together answer a question; None where the time for it is over."""
        late = retrieval.read_seconds is not None and seconds["read"] >= retrieval.read_seconds
        if late or not self.evidence:
            return None
        started = perf_counter()
        together = self.evidence.read_together(question, chosen)
        seconds["read"] += perf_counter() - started
        return together


def _hits(found: Sequence[Found]) -> tuple[Hit, ...]:
    return tuple(Hit(one.passage.chunk, one.score, rank) for rank, one in enumerate(found, start=1))
