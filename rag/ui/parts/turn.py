"""One question with its answer and its sources, as its template takes it. Pure.

An answer is laid out by `rag.render.blocks`; here its sentences get the words that answer marked,
and its footnotes are grouped by article.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from rag.core.answer import Answer, Nearest, Reason
from rag.core.article import ArticleInfo
from rag.core.conversation import KeptTurn, TurnState
from rag.core.corpus import Facts, Filter
from rag.core.request import Request
from rag.render.blocks import Layout, layout
from rag.render.filters import limits
from rag.render.statements import in_words
from rag.ui.catalogue import Wording
from rag.ui.parts.answer_blocks import ShownBlock, shown_blocks
from rag.ui.parts.cites import Context, ShownSource, grouped
from rag.ui.parts.remarks import article_byline, judged_json, written_remarks
from rag.ui.parts.sentences import ShownSentence, shown_lead
from rag.ui.parts.template import render

_LONGEST_QUESTION = 300
_NO_FACTS = Facts(0, 0, None, None, None)


@dataclass(frozen=True, slots=True)
class ShownTurn:
    """A turn as its template takes it; what is not said of it is empty.

    Attributes:
        id: the turn's id.
        number: its place in the conversation, from 1.
        question: as asked, cut where it is long.
        state: "asking", "done", "stopped", "failed".
        problem: why there is no answer.
        phase: what is being done, in words.
        branch: the number of this one among the questions asked in its place, from 1.
        branches: how many these are.
        answer: the answer.
        lead: the short answer.
        refusal: that there is no answer, in words.
        message: what stands in place of sentences, or before them.
        searched: what was added to the question, and what limits it, one line each.
        blocks: the sentences.
        remarks: how the answer came about.
        options: questions that may have been meant.
        nearest: the articles that came closest.
        articles: the articles that were asked for.
        bylines: outlet and day of each article that is named, by its id.
        certainty: how sure the answer is; empty where it is none.
        certainty_word: that, in words.
        confidence: the number behind it, in words.
        measured: whether how sure it is was measured at all.
        counts: how many quotes, articles and outlets, and how long it took.
        sources: the footnotes, by article.
        searched_where: for a refusal, what was searched, as names and values.
        judged: the answer as feedback names it, as JSON; empty where it can't be judged.
    """

    id: str
    number: int
    question: str
    state: str
    problem: str = ""
    phase: str = ""
    branch: int = 1
    branches: int = 1
    answer: Answer | None = None
    lead: ShownSentence | None = None
    refusal: str = ""
    message: str = ""
    searched: tuple[str, ...] = ()
    blocks: tuple[ShownBlock, ...] = ()
    remarks: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    nearest: tuple[Nearest, ...] = ()
    articles: tuple[ArticleInfo, ...] = ()
    bylines: Mapping[str, str] = field(default_factory=dict)
    certainty: str = ""
    certainty_word: str = ""
    confidence: str = ""
    measured: bool = False
    counts: tuple[str, ...] = ()
    sources: tuple[ShownSource, ...] = ()
    searched_where: tuple[tuple[str, str], ...] = ()
    judged: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a turn is shown with besides itself.

    Attributes:
        t: the texts.
        contexts: what stands around each quote, by the number of its citation.
        facts: what the library holds.
        number: the turn's place in the conversation, from 1.
        branch: the number of this one among the questions asked in its place, from 1.
        branches: how many these are.
        phase: what is being done, in words.
    """

    t: Wording
    contexts: Mapping[int, Context] = field(default_factory=dict)
    facts: Facts = _NO_FACTS
    number: int = 1
    branch: int = 1
    branches: int = 1
    phase: str = ""


def turn_html(turn: KeptTurn, setting: Setting) -> str:
    """Return a turn as HTML."""
    return render("turn", t=setting.t, turn=shown_turn(turn, setting))


def shown_turn(turn: KeptTurn, setting: Setting) -> ShownTurn:
    """Return a turn as its template takes it."""
    question = turn.question
    if len(question) > _LONGEST_QUESTION:
        question = question[:_LONGEST_QUESTION].rstrip() + "…"
    place: dict[str, Any] = {
        "id": turn.id,
        "number": setting.number,
        "question": question,
        "state": turn.state.value,
        "phase": setting.phase,
        "branch": setting.branch,
        "branches": setting.branches,
        "problem": _problem(turn, setting.t),
    }
    if turn.answer is None or place["problem"]:
        return ShownTurn(**place)
    return ShownTurn(**place, **_answered(turn, turn.answer, setting))


def announced(turn: KeptTurn, t: Wording) -> str:
    """Return what a screen reader says of a turn."""
    if problem := _problem(turn, t):
        return problem
    if turn.answer is None:
        return t("searching")
    quotes = len(turn.answer.citations)
    return t("answered", n=quotes) if quotes else in_words(turn.answer.statements, t)


def _problem(turn: KeptTurn, t: Wording) -> str:
    if turn.state is TurnState.STOPPED and turn.answer is None:
        return t("stopped")
    return turn.problem[:1].upper() + turn.problem[1:] if turn.state is TurnState.FAILED else ""


def _answered(turn: KeptTurn, answer: Answer, setting: Setting) -> dict[str, Any]:
    """Return the fields of a turn that come from its answer."""
    t = setting.t
    laid_out = layout(answer, t)
    is_help = answer.reason is Reason.HELP
    growing = turn.state is TurnState.ASKING
    infos = (*laid_out.articles, *(near.article for near in laid_out.nearest))
    return {
        "answer": answer,
        "lead": shown_lead(laid_out, answer),
        "refusal": t("refusal_" + answer.reason.name.lower()) if answer.abstained else "",
        "message": laid_out.message,
        "searched": tuple(_searched_as(laid_out, turn, t)),
        "blocks": tuple(shown_blocks(laid_out.blocks, answer, t)),
        "remarks": (*written_remarks(answer, t), *laid_out.remarks),
        "options": laid_out.options,
        "nearest": laid_out.nearest,
        "articles": laid_out.articles,
        "bylines": {info.id: article_byline(info, t) for info in infos},
        "certainty": answer.certainty.value,
        "certainty_word": t(answer.certainty.value or "no_answer"),
        "confidence": t("confidence", percent=round(100 * answer.confidence)),
        "measured": bool(answer.certainty) or answer.abstained,
        "counts": () if is_help or growing else tuple(_counts(answer, setting)),
        "sources": grouped(answer.citations, setting.contexts, t),
        "searched_where": tuple(_searched(answer.request, turn.where, setting))
        if answer.abstained
        else (),
        "judged": "" if is_help or growing else judged_json(answer),
    }


def _searched_as(laid_out: Layout, turn: KeptTurn, t: Wording) -> Iterator[str]:
    """Yield what was added to the question, and what limits it, a line each."""
    yield from laid_out.searched
    if turn.where:
        yield t("only_articles", where=limits(turn.where, t))


def _counts(answer: Answer, setting: Setting) -> Iterator[str]:
    """Yield what an answer rests on and how long it took, in words."""
    t, cited = setting.t, answer.citations
    if cited:
        articles = {one.article.id for one in cited}
        yield f"{t('quotes', n=len(cited))}, {t('articles', n=len(articles))}"
        origins = {one.cluster.origin.id if one.cluster else one.article.id for one in cited}
        outlets = {one.article.outlet for one in cited if one.article.outlet}
        if any(one.cluster for one in cited):
            yield t("origins", n=len(origins))
        elif len(outlets) > 1:
            yield t("outlets", n=len(outlets))
    elif answer.abstained and setting.facts.articles:
        yield t("articles_searched", n=setting.facts.articles)
    if total := answer.seconds.get("total"):
        yield t("seconds", seconds=f"{total:.1f}".replace(".", t.texts["decimal"]))


def _searched(
    request: Request | None, chosen: Filter, setting: Setting
) -> Iterator[tuple[str, str]]:
    """Yield what was searched, as names and values."""
    if request is None:
        return
    t, facts = setting.t, setting.facts
    yield t("words"), request.standalone
    where = request.filter
    since = max(filter(None, (where.since, chosen.since)), default=facts.first)
    until = min(filter(None, (where.until, chosen.until)), default=facts.last)
    if since or until:
        days = (t.day(since) if since else "…", t.day(until) if until else "…")
        yield t("dates"), t("from_to", first=days[0], last=days[1])
    yield t("outlets_searched"), ", ".join(chosen.outlets or where.outlets) or t("all")
    if facts.chunks:
        yield t("passages"), t.number(facts.chunks)
    if request.missing:
        yield t("missing"), ", ".join(request.missing)
