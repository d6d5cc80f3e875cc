"""From the passages found to a written answer: draft, check each sentence, repair, mark or remove.

    passages -> prompt -> draft, streamed -> sentences -> verdicts -> repair of what failed -> answer

Whatever goes wrong with the model, the quoted answer is given instead, with a note that says why.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING

from rag.answering.asking import Examined
from rag.answering.extractive import MARGIN
from rag.answering.guard import clean, is_suspicious
from rag.answering.overview import side_by_side
from rag.citations import cite_written
from rag.evidence.reader import EvidenceReader
from rag.settings import ChatSettings
from rag.types import Answer, Chunk, Evidence, Reason, Sentence, Span, Turn, Usage
from rag.writing.calling import Call, WritingFailed
from rag.writing.draft import Drafted, drafted_sentences
from rag.writing.models import count_tokens
from rag.writing.prompts import OVERVIEWS, STYLES, as_data, fill, numbered
from rag.writing.rewrite import rewrite
from rag.writing.verify import Verdict, Verifier, agrees

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

UNSUPPORTED = "Nothing in the articles supports the answer that was drafted. These sentences come closest:"
BESIDE = "The answer that was drafted leaves out what answers the question. These sentences come closest:"
NO_ANSWER = re.compile(r"\W*no answer\W*", re.IGNORECASE)
_ROOM = 32
"""Tokens that a chat's turns take beside the prompt."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence of a draft with its verdict."""

    drafted: Drafted
    verdict: Verdict

    @property
    def supported(self) -> bool:
        """Whether something supports it."""
        return bool(self.verdict.evidence)


class Writer:
    """Writes answers with a language model. Safe to use from several threads.

    Args:
        load: returns the model, from the second time on at once; raises ModelUnavailable where it can't be had.
        settings: how answers are written.
        reader: judges entailment; None does without.
        guard: whether sentences that talk to a model are kept from it.
    """

    def __init__(
        self,
        load: "Callable[[], BaseChatModel]",
        settings: ChatSettings,
        reader: EvidenceReader | None = None,
        guard: bool = True,
    ) -> None:
        self._load = load
        self._settings = settings
        self._reader = reader
        self._guard = guard

    def rewrite(self, question: str, history: Sequence[Turn]) -> tuple[str | None, Usage]:
        """Return a follow-up standing alone, None where the model can't say it faithfully, and what it took.

        Raises:
            ModelUnavailable: when the model can't be loaded.
        """
        call = Call(self._load(), self._settings)
        return rewrite(call, question, history), call.usage

    def write(self, quoted: Answer, examined: Examined) -> Iterator[Answer]:
        """Yield the written answer as it grows, checked sentence by sentence; the last one is whole.

        Args:
            quoted: the answer in quotes, given instead where the model fails.
            examined: what that rests on.

        Raises:
            ModelUnavailable: when the model can't be loaded.
        """
        started = perf_counter()
        model = self._load()
        call = Call(model, self._settings, used=quoted.usage, spent=quoted.seconds.get("rewrite", 0.0))
        times = {"check": 0.0}
        checked: list[Checked] = []

        def answer(whole: bool = False) -> Answer:
            write = perf_counter() - started
            seconds = {**quoted.seconds, **times, "write": write, "total": quoted.seconds["total"] + write}
            grown = self._answer(replace(quoted, seconds=seconds, usage=call.usage), checked, whole)
            return side_by_side(grown, examined.request.compared)

        try:
            chunks = [hit.chunk for hit in examined.hits]
            if self._guard:
                chunks = [one for one in map(clean, chunks) if one]
            given = self._fitting(model, quoted.standalone, chunks)
            verifier = Verifier(quoted.standalone, _sentences(given), self._reader, _relevant(quoted, examined))
            style = OVERVIEWS.get(examined.request.kind) or STYLES[self._settings.style]
            for drafted in self._draft(call, quoted.standalone, given, style):
                checked.append(self._check(verifier, drafted, times))
                if checked[-1].supported or self._settings.strictness != "strict":
                    times.setdefault("first", perf_counter() - started)
                    yield answer()
            if self._settings.strictness != "off" and any(not one.supported for one in checked):
                self._repair(call, quoted.standalone, given, verifier, checked, times)
            yield answer(whole=True)
        except WritingFailed as failure:
            yield replace(quoted, note=f"{quoted.note} Quoted, not written: {failure}.".strip(), usage=call.usage)

    def _draft(self, call: Call, question: str, given: Sequence[Chunk], style: str) -> Iterator[Drafted]:
        """Yield the sentences of the draft; none where the model says that there is no answer.

        Raises:
            WritingFailed: when the model fails or says nothing at all.
        """
        prompt = fill("answer", passages=numbered(given), style=style, question=as_data(question))
        some = False
        for drafted in _stream(call, prompt):
            some = True
            if not NO_ANSWER.fullmatch(drafted.text):
                yield drafted
        if not some:
            raise WritingFailed("the language model wrote nothing")

    def _repair(
        self,
        call: Call,
        question: str,
        given: Sequence[Chunk],
        verifier: Verifier,
        checked: list[Checked],
        times: dict[str, float],
    ) -> None:
        """Ask once for the sentences that failed; what comes back and is supported takes their places, in order."""
        failed = [place for place, one in enumerate(checked) if not one.supported]
        sentences = "\n".join(f"- {as_data(checked[place].drafted.text)}" for place in failed)
        prompt = fill("repair", passages=numbered(given), question=as_data(question), sentences=sentences)
        known = {one.drafted.text for one in checked}
        try:
            for drafted in _stream(call, prompt):
                mended = self._check(verifier, drafted, times)
                if mended.supported and drafted.text not in known and failed:
                    place = failed.pop(0)
                    checked[place] = replace(mended, drafted=replace(drafted, bullet=checked[place].drafted.bullet))
                    known.add(drafted.text)
        except WritingFailed:
            return  # what was written before stands, without what failed

    def _check(self, verifier: Verifier, drafted: Drafted, times: dict[str, float]) -> Checked:
        started = perf_counter()
        if self._settings.strictness == "off":
            verdict = Verdict(problem="not checked")
        elif self._guard and is_suspicious(drafted.text):
            verdict = Verdict(problem="it gives instructions to a model")
        else:
            verdict = verifier.check(drafted.text)
        times["check"] += perf_counter() - started
        return Checked(drafted, verdict)

    def _answer(self, quoted: Answer, checked: Sequence[Checked], whole: bool) -> Answer:
        """Return what is left of a draft; the quotes where that is nothing, or a whole answer without any short one read."""
        strictness = self._settings.strictness
        shown = [one for one in checked if one.supported or strictness != "strict"]
        sentences, citations = cite_written([(_sentence(one), one.verdict.evidence) for one in shown])
        said = " ".join(sentence.text for sentence in sentences)
        if strictness != "off" and (not citations or (whole and not agrees(_short_answers(quoted), said))):
            message = BESIDE if citations else UNSUPPORTED
            reason = Reason.DRAFT_UNSUPPORTED
            return replace(quoted, abstained=True, reason=reason, message=message, removed=len(checked))
        removed = len(checked) - len(shown)
        return replace(quoted, sentences=sentences, citations=citations, written=True, removed=removed)

    def _fitting(self, model: "BaseChatModel", question: str, chunks: Sequence[Chunk]) -> list[Chunk]:
        """Return as many of the best passages as fit into the model's context, measured in its tokens.

        Raises:
            WritingFailed: when not even one does, or there is none.
        """
        empty = fill("repair", passages="", question=as_data(question), sentences="")
        answers = 2 * self._settings.max_tokens  # the one that is written and, to be repaired, the one that was
        left = self._settings.context - count_tokens(model, empty) - answers - _ROOM
        given: list[Chunk] = []
        for chunk in chunks[: self._settings.passages]:
            left -= count_tokens(model, numbered([chunk]))
            if left < 0:
                break
            given.append(chunk)
        if not given:
            raise WritingFailed("no passage fits into the language model's context")
        return given


def _stream(call: Call, prompt: str) -> Iterator[Drafted]:
    from langchain_core.messages import HumanMessage

    return drafted_sentences(call.stream([HumanMessage(prompt)]))


def _sentence(one: Checked) -> Sentence:
    return Sentence(one.drafted.text, (), one.verdict.probability, one.verdict.problem, one.drafted.bullet)


def _sentences(chunks: Sequence[Chunk]) -> list[Evidence]:
    return [
        Evidence(chunk.article, span, span.shift(-chunk.span.start).slice(chunk.text), 0.0)
        for chunk in chunks
        for span in chunk.sentences
    ]


def _relevant(quoted: Answer, examined: Examined) -> set[tuple[str, Span]] | None:
    """Return the sentences that answer the question about as well as the best one; None for an overview."""
    if examined.request.several:
        return None
    floor = max((one.score for one in examined.evidence), default=0.0) - MARGIN
    near = {(one.article.id, one.span) for one in examined.evidence if one.score >= floor}
    return near | {(one.article.id, one.span) for one in quoted.citations}


def _short_answers(quoted: Answer) -> list[str]:
    return [one.answer.shift(-one.span.start).slice(one.quote) for one in quoted.citations if one.answer]
