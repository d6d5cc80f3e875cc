"""What the page asks: a question is kept, answered step by step, and its answer is kept."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from rag.core.conversation import Conversation, KeptTurn, Mode, TurnState
from rag.core.corpus import Filter
from rag.errors import RagError
from rag.question.check import MAX_QUESTION
from rag.ui.catalogue import Wording
from rag.ui.handlers.contexts import Versions
from rag.ui.parts.turn import Setting, announced, turn_html
from rag.ui.running import RunningQuestions, running_name
from rag.ui.session import Keeper, Provider, problem_of, reply

_Name = Annotated[str, Field(max_length=1_000)]
_Day = Annotated[date | None, BeforeValidator(lambda value: value or None)]

_STAGES = ("open", "search", "cross-encode")
"""The stages that take long enough to be told."""


class Limits(BaseModel):
    """The limits below the question box."""

    model_config = ConfigDict(extra="forbid")

    since: _Day = None
    until: _Day = None
    outlets: list[_Name] = Field([], max_length=1_000)
    topics: list[_Name] = Field([], max_length=1_000)
    articles: list[_Name] = Field([], max_length=1_000)

    def as_filter(self) -> Filter:
        """Return them as a filter."""
        return Filter(self.articles, self.outlets, self.topics, self.since, self.until)  # type: ignore[arg-type]


class AskRequest(BaseModel):
    """What the page sends to have a question answered.

    Attributes:
        question: as typed.
        conversation: its conversation's id; empty for a new one.
        parent: the id of the turn that it follows; empty where it begins a conversation.
        replaces: the id of a turn in whose place it is asked; that one stays, as another branch.
        literal: whether it is taken as it stands.
        as_of: the day from which "last month" is counted.
        where: the limits.
        quoted: whether no language model is to write the answer.
        again: the id of a turn that was interrupted and is asked again; then the rest is as it was.
    """

    model_config = ConfigDict(extra="forbid")

    question: str = Field("", max_length=2 * MAX_QUESTION)
    conversation: str = Field("", max_length=100)
    parent: str = Field("", max_length=100)
    replaces: str = Field("", max_length=100)
    literal: bool = False
    as_of: _Day = None
    where: Limits = Limits()
    quoted: bool = False
    again: str = Field("", max_length=100)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was kept, in its conversation; `stage` names what is being done."""

    conversation: Conversation
    turn: KeptTurn
    number: int
    stage: str = ""


class AskHandler:
    """Answers what the page asks.

    Args:
        provider: returns the chatbot.
        kept: returns the conversations that are kept.
        writes: whether a language model can write answers.
        observe: returns the steps of an answer, watched by who is told how it ends.
    """

    def __init__(
        self,
        provider: Provider,
        kept: Keeper,
        writes: bool = False,
        observe: Callable[[Iterator[KeptTurn]], Iterator[KeptTurn]] = iter,
    ) -> None:
        self._observe = observe
        self._provider = provider
        self._kept = kept
        self._writes = writes
        self.running = RunningQuestions()

    async def ask(
        self, wanted: Mapping[str, Any], owner: str, t: Wording
    ) -> AsyncIterator[dict[str, Any]]:
        """Yield what the page shows of a question, as it is answered.

        A question that can't be asked is one event with its problem.

        Args:
            wanted: an `AskRequest`.
            owner: whose conversation it is.
            t: the texts.
        """
        try:
            request = AskRequest.model_validate(wanted)
            asked = await asyncio.to_thread(self._begun, request, owner)
        except RagError as error:
            yield {"problem": problem_of(error, t)}
            return
        except ValueError:
            yield {"problem": t("not_understood")}
            return
        versions = Versions(self._provider)
        async for step in self._answers(asked, request, owner, t):
            yield await asyncio.to_thread(self._event, step, request, t, versions)

    def _begun(self, request: AskRequest, owner: str) -> Asked:
        """Keep a question before it is answered."""
        kept, where = self._kept().conversations, request.where.as_filter()
        question, literal = request.question, request.literal
        mode = Mode.WRITTEN if self._writes and not request.quoted else Mode.QUOTED
        if request.again:
            turn = kept.again(owner, request.again)
        elif request.replaces:
            turn = kept.edit(owner, request.replaces, question, where, literal, mode)
        elif request.conversation:
            place = (request.conversation, question, where, literal, request.parent)
            turn = kept.add(owner, *place, mode)
        else:
            conversation = kept.start(owner, question, where, literal, mode)
            return Asked(conversation, conversation.turns[-1], number=1)
        conversation = kept.open(owner, request.conversation)
        return Asked(conversation, turn, len(conversation.thread(turn.id)))

    def _finish(self, owner: str, turn: KeptTurn) -> None:
        self._kept().conversations.finish(owner, turn.id, turn.answer, turn.state, turn.problem)

    async def _answers(
        self, asked: Asked, request: AskRequest, owner: str, t: Wording
    ) -> AsyncIterator[Asked]:
        """Yield the question with what is being done, then with its answer as it grows."""
        yield asked
        if asked.turn.state is not TurnState.ASKING:  # asked too often without an end
            return
        history = asked.conversation.history(asked.turn.id)
        with self.running.ask(running_name(owner, asked.turn.id)) as running:
            replies = reply(
                self._provider,
                asked.turn,
                history,
                request.as_of,
                t,
                running.tell,
                quoted=self._writes and asked.turn.mode is Mode.QUOTED,
            )
            async with aclosing(running.until_stopped(self._observe(replies))) as coming:
                async for one in coming:
                    if isinstance(one, str):
                        if one in _STAGES:
                            yield replace(asked, stage=one)
                        continue
                    asked = replace(asked, turn=one)
                    if one.state is not TurnState.ASKING:
                        await asyncio.to_thread(self._finish, owner, one)
                    yield asked
            if asked.turn.state is TurnState.ASKING and not running.dropped:
                asked = replace(asked, turn=replace(asked.turn, state=TurnState.STOPPED))
                await asyncio.to_thread(self._finish, owner, asked.turn)
                yield asked

    def _phase(self, stage: str, t: Wording) -> str:
        """Return what is being done in a stage, in words."""
        if stage == "open":
            return t("opening")
        if stage == "search":
            return t("phase_searching", n=self._provider().facts().chunks)
        return t("phase_reading") if stage else ""

    def _event(
        self, asked: Asked, request: AskRequest, t: Wording, versions: Versions
    ) -> dict[str, Any]:
        turn, conversation = asked.turn, asked.conversation
        phase = self._phase(asked.stage, t)
        setting = self.setting(conversation, turn, asked.number, t, versions)
        return {
            "conversation": conversation.info.id,
            "title": conversation.info.title,
            "turn": turn.id,
            "number": asked.number,
            "branched": bool(request.replaces),
            "html": turn_html(turn, replace(setting, phase=phase)),
            "status": phase or announced(turn, t),
        }

    def setting(
        self,
        conversation: Conversation,
        turn: KeptTurn,
        number: int,
        t: Wording,
        versions: Versions,
    ) -> Setting:
        """Return what a turn is shown with.

        Args:
            conversation: its conversation.
            turn: the turn.
            number: its place in it, from 1.
            t: the texts.
            versions: the articles; those of several turns are read once where it is the same.
        """
        same = [one.id for one in conversation.branches(turn.id)]
        place = same.index(turn.id) + 1 if turn.id in same else 1
        bare = Setting(t, number=number, branch=place, branches=len(same), writes=self._writes)
        if turn.answer is None:
            return bare
        facts = self._provider().facts() if turn.answer.abstained else bare.facts
        return replace(bare, contexts=versions.contexts(turn.answer), facts=facts)
