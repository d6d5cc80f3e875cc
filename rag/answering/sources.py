"""Who copied an article, and how many independent sources report something.

Copies come from the catalog's clusters. Others report the same where a chunk that was found
supports the quoted sentence.
"""

from collections.abc import Iterator
from dataclasses import replace

from rag.answering.quoting import Quoted, quote
from rag.core.answer import Answer, Certainty, Lead
from rag.core.article import ArticleInfo
from rag.core.request import Request, Task
from rag.core.statement import Says, Statement, statement
from rag.core.timing import Trace
from rag.language.parsed import parse
from rag.library.snapshot import Snapshot
from rag.question.sources import Asks
from rag.render.blocks import byline, counted
from rag.search.searcher import Found, Searcher
from rag.settings import AnswerSettings
from rag.support.check import check_support, shipped_threshold

_LOOKED_AT = 8
"""So many other articles are asked whether they say the same."""


def sourced(
    request: Request,
    found: Found,
    snapshot: Snapshot,
    searcher: Searcher,
    settings: AnswerSettings,
    trace: Trace,
) -> Quoted:
    """Return the answer to a question for sources; the arguments are those of `quote`."""
    plain = replace(request, task=Task.ANSWER)
    quoted = quote(plain, found, snapshot, searcher, settings, trace)
    with trace.stage("select"):
        if request.sources == Asks.COPIES:
            answer = copies(request, quoted.answer, found, snapshot)
        else:
            answer = count_sources(request, quoted.answer, found, snapshot, searcher)
    return replace(quoted, answer=replace(answer, seconds=trace.seconds))


def copies(request: Request, quoted: Answer, found: Found, snapshot: Snapshot) -> Answer:
    """Return the articles that print the text of the one that fits a question best.

    Of the best few that is the first that has copies; where none has, what is `quoted` of the
    topic stays the answer.
    """
    infos = [scored.matched.chunk.article for scored in found.whole]
    best = list({info.id: info for info in infos}.values())[:_LOOKED_AT]
    clusters = snapshot.view.clusters(info.id for info in best)
    cluster = next((clusters[info.id] for info in best if info.id in clusters), None)
    if cluster is None:
        return quoted
    others = cluster.articles[1:]
    count = counted(len(others), "article")
    told = statement(Says.COPIED, n=len(others), origin=byline(cluster.origin))
    return _answer(request, others, count, told, Certainty.SURE)


def count_sources(
    request: Request, quoted: Answer, found: Found, snapshot: Snapshot, searcher: Searcher
) -> Answer:
    """Return how many articles report what is quoted, and how many are no copies of others.

    Args:
        request: what is asked.
        quoted: the answer to what they report; returned as it is where it is a refusal, and where
            one article alone is known that reports it: other words for it may not be recognised.
        found: what was found for it.
        snapshot: the articles.
        searcher: its cross-encoder tells whether another article says the same.
    """
    if quoted.abstained or not quoted.citations:
        return quoted
    first = quoted.citations[0]
    infos = [first.article, *_confirming(first.quote, first.article, found, searcher)]
    clusters = snapshot.view.clusters(info.id for info in infos)
    printed: dict[str, ArticleInfo] = {}
    for info in infos:
        several = clusters[info.id].articles if info.id in clusters else (info,)
        printed |= {one.id: one for one in several}
    if len(printed) == 1:
        return quoted
    sources = len(infos)
    told = counted(sources, "independent source")
    yes = {Asks.SEVERAL: sources > 1, Asks.ONE: sources == 1}.get(Asks(request.sources))
    lead = told if yes is None else f"{'Yes' if yes else 'No'}, {told}"
    says = {True: Says.REPORTED_YES, False: Says.REPORTED_NO, None: Says.REPORTED}[yes]
    report = statement(says, sources=sources, articles=len(printed))
    answer = _answer(request, tuple(printed.values()), lead, report, Certainty.LIKELY)
    kept = tuple(s for s in quoted.sentences if first.number in s.citations)[:1]
    return replace(answer, sentences=kept, citations=(first,), confidence=quoted.confidence)


def _confirming(
    claim: str, article: ArticleInfo, found: Found, searcher: Searcher
) -> Iterator[ArticleInfo]:
    """Yield the other articles among those found that support a claim."""
    chunks = {scored.matched.chunk.article.id: scored.matched.chunk for scored in found.whole[::-1]}
    others = [scored.matched.chunk.article.id for scored in found.whole]
    asked = parse(claim, article.language)
    least = shipped_threshold(searcher.cross_encoder is not None)
    for name in [name for name in dict.fromkeys(others) if name != article.id][:_LOOKED_AT]:
        chunk = chunks[name]
        passage = parse(chunk.text, chunk.article.language)
        if check_support(asked, passage, searcher.cross_encoder).probability >= least:
            yield chunk.article


def _answer(
    request: Request,
    articles: tuple[ArticleInfo, ...],
    lead: str,
    report: Statement,
    certainty: Certainty,
) -> Answer:
    return Answer(
        request.question,
        request.standalone,
        lead=Lead(lead, None),
        certainty=certainty,
        articles=articles,
        request=request,
        statements=(report,),
        confidence=1.0,
    )
