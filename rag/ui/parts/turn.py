"""One question with its answer and its sources, as its template takes it. Pure.

An answer is laid out by `rag.render.blocks`; here its sentences get the words that answer marked,
and its footnotes are grouped by article.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from rag.core.answer import Answer, Citation, Nearest, Reason, Sentence
from rag.core.article import ArticleInfo
from rag.core.conversation import KeptTurn, TurnState
from rag.core.corpus import Facts, Filter
from rag.core.request import Request, Task
from rag.core.span import Span
from rag.render.blocks import Block, Comparison, ItemList, Layout, Rows, copied, layout
from rag.render.filters import limits as in_words
from rag.ui.catalogue import Catalogue
from rag.ui.parts.cites import Context, ShownSource, grouped
from rag.ui.parts.template import render

_LONGEST_QUESTION = 300
_NO_FACTS = Facts(0, 0, None, None, None)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a sentence: whether they answer, and whether they are its last word."""

    text: str
    marked: bool
    last: bool


@dataclass(frozen=True, slots=True)
class ShownSentence:
    """A sentence as it is shown.

    Attributes:
        text: its words.
        label: what stands before it and is not quoted.
        parts: the same words in pieces.
        cited: the citations that support it; none where it is unsupported.
        warning: why it is unsupported.
        verdict: for a written sentence, that it was checked, in words; otherwise empty.
    """

    text: str
    label: str
    parts: tuple[Piece, ...]
    cited: tuple[Citation, ...]
    warning: str = ""
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of a table: its cells, and which of them holds the words that answer."""

    cells: tuple[str, ...]
    cited: tuple[Citation, ...]
    marked: str

    @property
    def asked(self) -> bool:
        """Whether the row holds the answer."""
        return bool(self.marked)


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A block of an answer; `kind` says which of the other fields its template uses."""

    kind: str
    items: Sequence[Any] = ()
    rows: Sequence[Any] = ()
    names: tuple[str, ...] = ()
    header: bool = False


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

    t: Catalogue
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


def announced(turn: KeptTurn, t: Catalogue) -> str:
    """Return what a screen reader says of a turn."""
    if problem := _problem(turn, t):
        return problem
    if turn.answer is None:
        return t("searching")
    quotes = len(turn.answer.citations)
    return t("answered", n=quotes) if quotes else turn.answer.message


def _problem(turn: KeptTurn, t: Catalogue) -> str:
    if turn.state is TurnState.STOPPED and turn.answer is None:
        return t("stopped")
    return turn.problem[:1].upper() + turn.problem[1:] if turn.state is TurnState.FAILED else ""


def _answered(turn: KeptTurn, answer: Answer, setting: Setting) -> dict[str, Any]:
    """Return the fields of a turn that come from its answer."""
    t, laid_out = setting.t, layout(answer)
    is_help = answer.reason is Reason.HELP
    growing = turn.state is TurnState.ASKING
    infos = (*laid_out.articles, *(near.article for near in laid_out.nearest))
    return {
        "answer": answer,
        "lead": _lead(laid_out, answer),
        "refusal": t("refusal_" + answer.reason.name.lower()) if answer.abstained else "",
        "message": laid_out.message,
        "searched": tuple(_searched_as(laid_out, turn)),
        "blocks": tuple(_blocks(laid_out.blocks, answer, t)),
        "remarks": (*_written(answer, t), *laid_out.remarks),
        "options": laid_out.options,
        "nearest": laid_out.nearest,
        "articles": laid_out.articles,
        "bylines": {info.id: _byline(info, t) for info in infos},
        "certainty": answer.certainty.value,
        "certainty_word": t(answer.certainty.value or "no_answer"),
        "confidence": t("confidence", percent=round(100 * answer.confidence)),
        "measured": bool(answer.certainty) or answer.abstained,
        "counts": () if is_help or growing else tuple(_counts(answer, setting)),
        "sources": grouped(answer.citations, setting.contexts, t, copied),
        "searched_where": tuple(_searched(answer.request, turn.where, setting))
        if answer.abstained
        else (),
        "judged": "" if is_help or growing else _judged(answer),
    }


def _searched_as(laid_out: Layout, turn: KeptTurn) -> Iterator[str]:
    """Yield what was added to the question, and what limits it, a line each."""
    yield from laid_out.searched
    if turn.where:
        yield f"Only articles {in_words(turn.where)}."


def _lead(laid_out: Layout, answer: Answer) -> ShownSentence | None:
    """Return the short answer; the quotes below carry the marks, so it has none."""
    if laid_out.lead is None or laid_out.lead.citation is None:
        return None
    said = laid_out.lead.said
    return ShownSentence(said, "", tuple(_pieces(said, None)), (laid_out.lead.citation,))


def _blocks(blocks: Iterable[Block], answer: Answer, t: Catalogue) -> Iterator[ShownBlock]:
    timeline = answer.request is not None and answer.request.task is Task.TIMELINE

    def shown(sentence: Sentence) -> ShownSentence:
        return _sentence(sentence, answer, t)

    for block in blocks:
        if isinstance(block, Comparison):
            names = tuple(column.name for column in block.columns)
            rows = [[shown(one) if one else None for one in row] for row in block.rows]
            yield ShownBlock("comparison", rows=rows, names=names)
        elif isinstance(block, Rows):
            yield _table(block, answer)
        elif isinstance(block, ItemList):
            items = [list(map(shown, item)) for item in block.items]
            dated = timeline and all(item[0].label for item in items)
            yield ShownBlock("timeline" if dated else "list", items=items)
        else:
            sentences = list(map(shown, block.sentences))
            if timeline and all(sentence.label for sentence in sentences):
                yield ShownBlock("timeline", items=[[sentence] for sentence in sentences])
            else:
                yield ShownBlock("paragraph", items=sentences)


def _table(block: Rows, answer: Answer) -> ShownBlock:
    rows = []
    for sentence, cells in block.rows:
        cited = _cited(sentence, answer)
        rows.append(ShownRow(cells, cited, _answering(cited, cells)))
    names = "".join(rows[0].cells[1:])
    header = len(rows) > 1 and not rows[0].asked and not any(map(str.isdigit, names))
    return ShownBlock("table", rows=rows, header=header)


def _answering(cited: Iterable[Citation], cells: Sequence[str]) -> str:
    """Return the cell that holds the words that answer; empty where none does."""
    for citation in cited:
        if citation.answer:
            words = citation.answer.shift(-citation.span.start).slice(citation.quote)
            for cell in cells[1:]:
                if words.strip(" |") and words.strip(" |") in cell:
                    return cell
    return ""


def _sentence(sentence: Sentence, answer: Answer, t: Catalogue) -> ShownSentence:
    cited = _cited(sentence, answer)
    mark = next((_mark(one, sentence) for one in cited if _mark(one, sentence)), None)
    checked = t("checked") if answer.written and cited and not sentence.warning else ""
    parts = tuple(_pieces(sentence.text, mark))
    return ShownSentence(sentence.text, sentence.label, parts, cited, sentence.warning, checked)


def _cited(sentence: Sentence, answer: Answer) -> tuple[Citation, ...]:
    return tuple(one for one in answer.citations if one.number in sentence.citations)


def _mark(citation: Citation, sentence: Sentence) -> Span | None:
    """Return where the words that answer stand in a sentence that is the quote or part of it."""
    if citation.answer is None:
        return None
    words = citation.answer.shift(-citation.span.start)
    start = citation.quote.find(sentence.text)
    inside = Span(words.start - start, words.end - start) if 0 <= start <= words.start else None
    return inside if inside and inside.end <= len(sentence.text) else None


def _pieces(text: str, mark: Span | None) -> Iterator[Piece]:
    """Yield the words of a sentence, cut around those that answer and before the last word."""
    last = text.rstrip().rfind(" ") + 1
    edges = {0, last, len(text)} | ({mark.start, mark.end} if mark else set())
    cuts = sorted(edges)
    for start, end in pairwise(cuts):
        marked = mark is not None and mark.start <= start < mark.end
        yield Piece(text[start:end], marked, start >= last)


def _byline(info: ArticleInfo, t: Catalogue) -> str:
    day = t.day(info.published) if info.published else ""
    return " · ".join(filter(None, (info.outlet, day)))


def _written(answer: Answer, t: Catalogue) -> Iterator[str]:
    """Yield that a model wrote the answer, and what it took."""
    if answer.written:
        yield t("written")
    usage = answer.usage
    if usage.calls:
        cost = t("cost", money=f"{usage.cost:.4f}") if usage.cost is not None else ""
        tokens = t(
            "tokens", read=t.number(usage.input_tokens), written=t.number(usage.output_tokens)
        )
        yield f"{tokens}{cost}."


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
    request: Request | None, limits: Filter, setting: Setting
) -> Iterator[tuple[str, str]]:
    """Yield what was searched, as names and values."""
    if request is None:
        return
    t, facts = setting.t, setting.facts
    yield t("words"), request.standalone
    where = request.filter
    since = max(filter(None, (where.since, limits.since)), default=facts.first)
    until = min(filter(None, (where.until, limits.until)), default=facts.last)
    if since or until:
        days = (t.day(since) if since else "…", t.day(until) if until else "…")
        yield t("dates"), t("from_to", first=days[0], last=days[1])
    yield t("outlets_searched"), ", ".join(limits.outlets or where.outlets) or t("all")
    if facts.chunks:
        yield t("passages"), t.number(facts.chunks)
    if request.missing:
        yield t("missing"), ", ".join(request.missing)


def _judged(answer: Answer) -> str:
    """Return what the page sends back of an answer that is judged."""
    names = ("question", "standalone", "abstained", "confidence")
    values = {name: getattr(answer, name) for name in names} | {"answer": answer.text}
    return json.dumps(values)
