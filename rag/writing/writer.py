"""From the chunks found to a written answer: draft, check each sentence, repair, mark or remove.

    chunks -> prompt -> draft, streamed -> sentences -> verdicts -> repair of what failed -> answer

Whatever goes wrong with the model, the quoted answer is given instead, with a note that says why.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.answering.quoting import Quoted
from rag.core.answer import Answer, Turn
from rag.core.passage import Chunk
from rag.core.statement import Says, statement
from rag.core.timing import Trace
from rag.core.usage import Usage
from rag.models.cross_encoder.cross_encoder import CrossEncoder
from rag.models.fingerprints import public_name
from rag.models.llm.calling import Call, WritingFailed
from rag.settings import ChatSettings
from rag.sources.injection import is_injection
from rag.writing.compose import Checked, compose
from rag.writing.context import fitting_chunks, relevant_places, sentences_of
from rag.writing.draft import Drafted, drafted_sentences
from rag.writing.prompts import answer_prompt, repair_prompt
from rag.writing.results import SentChunks, cites_results
from rag.writing.rewrite import rewrite
from rag.writing.verify import Verdict, Verifier

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

NO_ANSWER = re.compile(r"\W*no answer\W*", re.IGNORECASE)


class Writer:
    """Writes answers with a language model. Safe to use from several threads.

    Args:
        load: returns the model, from the second time on at once; raises ModelUnavailable where it
            can't be had.
        settings: how answers are written.
        cross_encoder: judges entailment; without one the explicit checks decide.
        skip_injections: whether sentences that talk to a model are kept from it.

    Attributes:
        model: the name of the model, without the folders of this machine.
    """

    def __init__(
        self,
        load: "Callable[[], BaseChatModel]",
        settings: ChatSettings,
        cross_encoder: CrossEncoder | None = None,
        skip_injections: bool = True,
    ) -> None:
        self.model = public_name(settings.model)
        self._load = load
        self._settings = settings
        self._cross_encoder = cross_encoder
        self._skip_injections = skip_injections

    def rewrite(self, question: str, history: Sequence[Turn]) -> tuple[str | None, Usage]:
        """Return a follow-up standing alone, and what that took.

        None where the model can't say it faithfully.

        Raises:
            ModelUnavailable: when the model can't be loaded.
        """
        call = Call(self._load(), self._settings)
        return rewrite(call, question, history), call.usage

    def write(self, quoted: Quoted) -> Iterator[Answer]:
        """Yield the written answer as it grows, checked by sentence; the last one is whole.

        Args:
            quoted: the answer in quotes and what it rests on; given where the model fails.

        Raises:
            ModelUnavailable: when the model can't be loaded.
        """
        writing = _Writing(
            self._load(), self._settings, self._cross_encoder, self._skip_injections, quoted
        )
        yield from writing.answers()


class _Writing:
    """The writing of one answer.

    Args:
        model: the language model.
        settings: how answers are written.
        cross_encoder: judges entailment.
        skip_injections: whether sentences that talk to a model are kept from it.
        quoted: the answer in quotes.
    """

    def __init__(
        self,
        model: "BaseChatModel",
        settings: ChatSettings,
        cross_encoder: CrossEncoder | None,
        skip_injections: bool,
        quoted: Quoted,
    ) -> None:
        self._model = model
        self._settings = settings
        self._cross_encoder = cross_encoder
        self._skip_injections = skip_injections
        self._quoted = quoted
        self._name = public_name(settings.model)
        self._question = quoted.answer.standalone
        spent = quoted.answer.seconds.get("understand", 0.0) if quoted.request.usage.calls else 0.0
        self._call = Call(model, settings, used=quoted.request.usage, spent=spent)
        self._trace = Trace()
        self._checked: list[Checked] = []
        self._first: float | None = None

    def answers(self) -> Iterator[Answer]:
        """Yield the answer as it grows; the quoted one where the model fails."""
        with self._trace.stage("write"):
            yield from self._written()

    def _written(self) -> Iterator[Answer]:
        strictness = self._settings.strictness
        try:
            chunks = self._fitting()
            sent = SentChunks(chunks, cites_results(self._settings.model))
            verifier = Verifier(
                self._question,
                sentences_of(chunks),
                self._cross_encoder,
                relevant_places(self._quoted),
            )
            for drafted in self._draft(sent):
                self._checked.append(self._check(verifier, drafted, sent))
                if self._checked[-1].is_shown(strictness):
                    self._first = self._first or self._trace.seconds["total"]
                    yield self._answer()
            failed = any(not checked.supported for checked in self._checked)
            if strictness != "off" and failed:
                self._repair(sent, verifier)
            yield self._answer(whole=True)
        except WritingFailed as failure:
            quotes = self._quoted.answer
            notes = (*quotes.notes, failure.why)
            yield replace(quotes, notes=notes, usage=self._call.usage, model=self._name)

    def _draft(self, sent: SentChunks) -> Iterator[Drafted]:
        """Yield the sentences of the draft; none where the model says that there is no answer.

        Raises:
            WritingFailed: when the model fails or says nothing at all.
        """
        task, style = self._quoted.request.task, self._settings.style
        is_empty = True
        for drafted in self._stream(answer_prompt(self._question, sent.told, task, style), sent):
            is_empty = False
            if not NO_ANSWER.fullmatch(drafted.text):
                yield drafted
        if is_empty:
            raise WritingFailed(Says.MODEL_SILENT)

    def _repair(self, sent: SentChunks, verifier: Verifier) -> None:
        """Ask once for the sentences that failed; what comes back supported takes their places."""
        failed = [i for i, checked in enumerate(self._checked) if not checked.supported]
        unsupported = [self._checked[place].drafted.text for place in failed]
        known = {checked.drafted.text for checked in self._checked}
        try:
            prompt = repair_prompt(self._question, sent.told, unsupported)
            for drafted in self._stream(prompt, sent):
                mended = self._check(verifier, drafted, sent)
                if mended.supported and drafted.text not in known and failed:
                    place = failed.pop(0)
                    bullet = self._checked[place].drafted.bullet
                    self._checked[place] = replace(mended, drafted=replace(drafted, bullet=bullet))
                    known.add(drafted.text)
        except WritingFailed:
            return  # what was written before stands, without what failed

    def _stream(self, prompt: str, sent: SentChunks) -> Iterator[Drafted]:
        return drafted_sentences(self._call.stream(sent.messages(prompt), sent.options))

    def _check(self, verifier: Verifier, drafted: Drafted, sent: SentChunks) -> Checked:
        with self._trace.stage("check"):
            if self._settings.strictness == "off":
                verdict = Verdict(problem=statement(Says.NOT_CHECKED))
            elif self._skip_injections and is_injection(drafted.text):
                verdict = Verdict(problem=statement(Says.ORDERS))
            else:
                verdict = verifier.check(drafted.text, sent.named(drafted.named))
        return Checked(drafted, verdict)

    def _answer(self, whole: bool = False) -> Answer:
        quotes = replace(
            self._quoted.answer,
            seconds=self._seconds(),
            usage=self._call.usage,
            model=self._name,
        )
        return compose(
            quotes,
            self._checked,
            self._settings.strictness,
            self._quoted.request.compared,
            self._quoted.best,
            whole=whole,
        )

    def _seconds(self) -> dict[str, float]:
        quoted, written = self._quoted.answer.seconds, self._trace.seconds
        seconds = {**quoted, "check": written.get("check", 0.0), "write": written["total"]}
        if self._first:
            seconds["first"] = self._first
        return seconds | {"total": quoted["total"] + written["total"]}

    def _fitting(self) -> list[Chunk]:
        """Return the chunks that the model is shown.

        Raises:
            WritingFailed: when not even one fits into its context, or there is none.
        """
        fitting = fitting_chunks(
            self._model,
            self._settings,
            self._question,
            [hit.chunk for hit in self._quoted.hits],
            self._skip_injections,
        )
        if not fitting:
            raise WritingFailed(Says.MODEL_SMALL)
        return fitting
