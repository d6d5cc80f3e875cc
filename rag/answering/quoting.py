"""A request answered in quotes: choose the sentences, cite them, judge whether they answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from rag.answering import abstain, overview, selection
from rag.answering.candidates import Candidate, candidates, short_answer
from rag.core.answer import Answer, Reason
from rag.core.citations import cite, prove
from rag.core.passage import Evidence, Hit
from rag.core.timing import Trace
from rag.library.library import Library
from rag.library.snapshot import Snapshot
from rag.question.request import Request, Task
from rag.question.smalltalk import HELP, contents
from rag.search.searcher import Found, Searcher, hits
from rag.settings import AnswerSettings

CLEARLY = 0.4
"""A follow-up is answered with what it may refer to where that is surer by so much.

Chosen on dev sets (eval/LOG.md): new topics and MTRAG's human conversations.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Quoted:
    """A question answered in quotes, with everything that the answer rests on.

    Attributes:
        request: the question, understood.
        answer: what `ask` returns where no language model writes.
        unrefused: the answer that would be given if nothing were refused.
        hits: the chunks found, best first.
        evidence: the candidate sentences, best first.
        short: the few words that answer most likely; None where the cross-encoder saw nothing.
        features: what the confidence was computed from.
    """

    request: Request
    answer: Answer
    unrefused: Answer
    hits: tuple[Hit, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    short: Evidence | None = None
    features: Mapping[str, float] = field(default_factory=dict)


def quote(
    request: Request,
    found: Found,
    snapshot: Snapshot,
    searcher: Searcher,
    settings: AnswerSettings,
    trace: Trace,
) -> Quoted:
    """Return the answer to a request in quotes.

    Args:
        request: the question.
        found: what was found for it.
        snapshot: where that was looked for.
        searcher: scores the quotes of a question with several parts together.
        settings: how long answers are and when they are refused.
        trace: records the stage "select", and gives the answer its times.
    """
    with trace.stage("select"):
        pool = candidates(found.whole)
        chosen = _choose(pool, found, request, settings) if pool else []
    together = None
    if found.cross_encoded and chosen and request.has_parts:
        together = searcher.score_together(request.standalone, chosen, found.deadline, trace)
    fit = abstain.calibration(found.cross_encoded)
    features = abstain.abstention_features(pool, found.whole, together)
    confidence = fit.probability(features) if pool else 0.0
    answer = _answer(request, chosen, confidence, snapshot)
    answer = replace(answer, seconds=trace.seconds)
    is_weak = not answer.sentences or confidence < abstain.threshold(settings, fit)
    reason = abstain.refusal(request, found, snapshot, is_weak)
    return Quoted(
        request,
        abstain.refuse(answer, reason, found) if reason else answer,
        answer,
        hits(found.whole),
        tuple(candidate.evidence for candidate in pool),
        short_answer(found.whole),
        features,
    )


def surer(alone: Quoted, resolved: Quoted) -> Quoted:
    """Return the answer to a question by itself, or with what it may refer to.

    By itself, unless the other is clearly surer, or only the other is an answer: a new topic that
    is mixed with the last one is answered wrongly without a sign, a follow-up that is searched by
    itself is at worst refused.
    """
    if alone.answer.abstained and not resolved.answer.abstained:
        return resolved
    gain = resolved.unrefused.confidence - alone.unrefused.confidence
    return resolved if gain > CLEARLY else alone


def talk(request: Request, library: Library, trace: Trace) -> Quoted:
    """Return the direct answer to small talk and to questions about the articles themselves."""
    message = HELP
    if request.task is Task.CONTENTS:
        titles = [article.title for article in library.articles()]
        message = contents(titles, library.facts())
    answer = Answer(
        request.question,
        request.standalone,
        reason=Reason.HELP,
        message=message,
        seconds=trace.seconds,
    )
    return Quoted(request, answer, answer)


def _choose(
    pool: Sequence[Candidate], found: Found, request: Request, settings: AnswerSettings
) -> list[Evidence]:
    """Return the sentences to quote, of the whole question or in turn of each of its parts."""
    pools: list[Sequence[Candidate]] = [part for part in map(candidates, found.parts) if part]
    limits = request.answer(settings)
    if request.is_overview:
        return overview.choose(pools or [pool], request.task, limits)
    return selection.select(pools or [pool], limits)


def _answer(
    request: Request, chosen: Sequence[Evidence], confidence: float, snapshot: Snapshot
) -> Answer:
    """Return the chosen sentences as an answer, each citation proven against the article's text."""
    answer = Answer(
        request.question, request.standalone, confidence=confidence, usage=request.usage
    )
    if not chosen:
        return answer
    sentences, citations = cite(chosen)
    for citation in citations:
        article = snapshot.view.article(citation.article.id)
        prove(citation, article.text if article else "")
    if request.task is Task.TIMELINE:
        sentences = overview.as_list(sentences)
    answer = replace(answer, sentences=sentences, citations=citations)
    answer = overview.side_by_side(answer, request.compared)
    return replace(answer, note=abstain.second_look(request.earlier_answer, answer.text))
