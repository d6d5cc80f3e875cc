"""One question with its answer and its sources, as its template takes it. Pure.

An answer is laid out by `rag.render.blocks`; here its sentences get the words that answer marked,
and its footnotes are grouped by article.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from rag.core.answer import Answer, Nearest, Reason
from rag.core.article import ArticleInfo
from rag.core.conversation import KeptTurn, Mode, TurnState
from rag.core.corpus import Facts
from rag.render.blocks import Layout, layout
from rag.render.filters import limits
from rag.render.statements import in_words
from rag.ui.catalogue import Wording
from rag.ui.parts.answer_blocks import ShownBlock, shown_blocks
from rag.ui.parts.basis import counts, searched
from rag.ui.parts.cites import Context, ShownSource, grouped
from rag.ui.parts.reasons import worded
from rag.ui.parts.remarks import article_byline, judged_json, written_remarks
from rag.ui.parts.sentences import ShownSentence, shown_lead
from rag.ui.parts.template import render
from rag.ui.parts.uncited import ShownUncited, shown_uncited

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
        differing: that articles differ, with what they say, where none of it is more right.
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
        uncited: what was found too and is not cited, by article.
        searched_where: for a refusal, what was searched, as names and values.
        limited: whether chips of the page limited a question that has no answer.
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
    differing: str = ""
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
    uncited: tuple[ShownUncited, ...] = ()
    searched_where: tuple[tuple[str, str], ...] = ()
    limited: bool = False
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
        writes: whether a language model can write answers: then it is told which ones are quoted.
    """

    t: Wording
    contexts: Mapping[int, Context] = field(default_factory=dict)
    facts: Facts = _NO_FACTS
    number: int = 1
    branch: int = 1
    branches: int = 1
    phase: str = ""
    writes: bool = False


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
    problem = worded(turn.problem, t) if turn.state is TurnState.FAILED else ""
    return problem[:1].upper() + problem[1:]


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
        "message": "" if answer.disagreement and not answer.abstained else laid_out.message,
        "differing": _differing(answer, t),
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
        "counts": () if is_help or growing else tuple(_counts(turn, answer, setting)),
        "sources": grouped(answer.citations, setting.contexts, t),
        "uncited": shown_uncited(answer.uncited),
        "searched_where": tuple(searched(answer.request, turn.where, t, setting.facts))
        if answer.abstained
        else (),
        "limited": answer.abstained and bool(turn.where) and not growing,
        "judged": "" if is_help or growing else judged_json(answer),
    }


def _counts(turn: KeptTurn, answer: Answer, setting: Setting) -> Iterator[str]:
    """Yield what an answer rests on, how long it took, and that it is quoted by choice."""
    yield from counts(answer, turn.where, setting.t, setting.facts)
    if setting.writes and turn.mode is Mode.QUOTED:
        yield setting.t("mode_quoted")


def _differing(answer: Answer, t: Wording) -> str:
    """Return what articles differ in, in words; nothing where a correction says what is right."""
    differing = answer.disagreement
    if not differing or answer.lead:
        return ""
    return t("differing", values=t("or").join(side.text for side in differing.sides))


def _searched_as(laid_out: Layout, turn: KeptTurn, t: Wording) -> Iterator[str]:
    """Yield what was added to the question, and what limits it, a line each."""
    yield from laid_out.searched
    if turn.where:
        yield t("only_articles", where=limits(turn.where, t))
