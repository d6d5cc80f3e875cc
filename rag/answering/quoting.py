"""A request answered in quotes: choose the sentences, cite them, judge whether they answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from rag.answering import abstain, overview
from rag.answering.budget import budget
from rag.answering.candidates import candidates, short_answer
from rag.answering.choosing import Choice, choose
from rag.answering.context import in_context
from rag.answering.lead import StandsOut
from rag.answering.listing import list_articles, newest
from rag.answering.rating import rated
from rag.answering.summary import meant_article, summarise
from rag.answering.uncited import best_sentences, uncited
from rag.core.answer import Answer, Certainty, Reason
from rag.core.article import Article
from rag.core.citations import cite, prove
from rag.core.passage import Evidence, Hit
from rag.core.request import Request, Task
from rag.core.statement import Says, statement
from rag.core.timing import Trace
from rag.language.parsed import parse
from rag.library.library import Library
from rag.library.snapshot import Snapshot
from rag.question.smalltalk import SHOWN, contents
from rag.search.searcher import Found, Searcher, hits
from rag.settings import AnswerSettings
from rag.support.caveats import with_caveats

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
        stands_out: the words that may be the short answer on top.
        best: the best sentence of each of the best chunks; what is not cited is taken from them.
    """

    request: Request
    answer: Answer
    unrefused: Answer
    hits: tuple[Hit, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    short: Evidence | None = None
    features: Mapping[str, float] = field(default_factory=dict)
    stands_out: StandsOut | None = None
    best: tuple[Evidence, ...] = ()


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
    seen = hits(found.whole)
    with trace.stage("select"):
        found = found.trusted if settings.skip_injections else found
        pool = candidates(found.whole, request.sought())
        choice = choose(pool, found, request, settings) if pool else Choice()
        if request.of_one and choice.pieces:
            choice = Choice(_summary(request, found, snapshot, searcher, settings))
        best = best_sentences(found.whole, pool, request.sought())
    together = None
    if found.cross_encoded and choice.pieces and request.has_parts:
        together = searcher.score_together(request.standalone, choice.pieces, found.deadline, trace)
    if together is not None and request.is_overview:  # its rows and dates read badly as one text
        highest = max(one.prediction.relevance for one in found.whole if one.prediction)
        together = max(together, highest)
    fit = abstain.calibration(found.cross_encoded)
    features = abstain.abstention_features(pool, found.whole, together)
    confidence = fit.probability(features) if pool else 0.0
    articles = {
        name: article
        for name in dict.fromkeys(piece.article.id for piece in choice.pieces)
        if (article := snapshot.view.article(name))
    }
    answer = _answer(request, choice.pieces, confidence, articles)
    answer = rated(answer, found.cross_encoded, choice, articles)
    notes = abstain.second_look(request.earlier_answer, answer.text)
    answer = replace(answer, notes=notes, seconds=trace.seconds)
    is_weak = not answer.sentences or confidence < abstain.threshold(settings, fit)
    is_weak = is_weak and not choice.is_stated
    is_weak = is_weak or (_names_nothing(request) and not request.is_overview)
    is_sure = answer.certainty is Certainty.SURE
    reason = abstain.refusal(request, found, snapshot, is_weak, is_sure)
    given = abstain.refuse(answer, reason, found, request, snapshot) if reason else answer
    return Quoted(
        request,
        replace(given, uncited=uncited(best, given.citations)),
        answer,
        seen,
        tuple(candidate.evidence for candidate in pool),
        short_answer(found.whole),
        features,
        choice.words,
        best,
    )


def _names_nothing(request: Request) -> bool:
    """Tell whether no article has half of the names in a question or more."""
    named = len(parse(request.sought().text).names)
    return bool(request.missing) and 2 * len(request.missing) >= named


def surer(alone: Quoted, resolved: Quoted) -> Quoted:
    """Return the answer to a question by itself, or with what it may refer to.

    By itself, unless the other is clearly surer: a new topic that is mixed with the last one is
    answered wrongly without a sign, a follow-up that is searched by itself is at worst refused.
    """
    gain = resolved.unrefused.confidence - alone.unrefused.confidence
    return resolved if gain > CLEARLY else alone


def surest(several: Sequence[Quoted]) -> Quoted:
    """Return the answer to that reading of a question that is surest; the first of equals."""
    return max(several, key=lambda quoted: quoted.unrefused.confidence)


def listed(request: Request, snapshot: Snapshot, total: int, trace: Trace) -> Quoted:
    """Return the articles that a request asks for; see `rag.answering.listing.list_articles`."""
    with trace.stage("search"):
        answer = list_articles(request, snapshot, total)
    answer = replace(answer, seconds=trace.seconds)
    return Quoted(request, answer, answer)


def talk(request: Request, library: Library, trace: Trace) -> Quoted:
    """Return the direct answer to small talk and to questions about the articles themselves."""
    asks_for_contents = request.task is Task.CONTENTS
    articles = newest(library.articles())[:SHOWN] if asks_for_contents else []
    said = contents(library.facts()) if asks_for_contents else statement(Says.HELP)
    answer = Answer(
        request.question,
        request.standalone,
        articles=tuple(articles),
        reason=Reason.HELP,
        statements=(said,),
        seconds=trace.seconds,
    )
    return Quoted(request, answer, answer)


def _summary(
    request: Request,
    found: Found,
    snapshot: Snapshot,
    searcher: Searcher,
    settings: AnswerSettings,
) -> list[Evidence]:
    """Return the sentences of a summary of the one article that is named."""
    topic = " ".join(request.texts)
    article = meant_article(topic, found.whole)
    names = snapshot.view.chunk_ids([article.id]) if article else []
    matched = searcher.match(f"{article.title if article else ''} {topic}", names, snapshot)
    return summarise(matched, budget(request, settings))


def _answer(
    request: Request,
    chosen: Sequence[Evidence],
    confidence: float,
    articles: Mapping[str, Article],
) -> Answer:
    """Return the chosen sentences as an answer, each citation proven against the article's text."""
    answer = Answer(
        request.question,
        request.standalone,
        confidence=confidence,
        request=request,
        usage=request.usage,
    )
    if not chosen:
        return answer
    if request.is_overview:  # a topic has no words that answer it
        chosen = [replace(piece, answer=None) for piece in chosen]
    told = []
    for piece in chosen:
        article = articles.get(piece.article.id)
        quoted = [one.span for one in chosen if one.article.id == piece.article.id]
        told.append(in_context(piece, article, quoted) if article else piece)
    sentences, citations = cite(told)
    for citation in citations:
        article = articles.get(citation.article.id)
        prove(citation, article.text if article else "")
    answer = replace(answer, sentences=sentences, citations=with_caveats(citations, articles))
    return overview.side_by_side(answer, request.compared)
