"""Conversations that are kept, as JSON and for the terminal."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Annotated, Self

from pydantic import Field

from rag.core.conversation import Conversation, ConversationInfo, KeptTurn, Mode, TurnState
from rag.render.escape import plain
from rag.render.fields import FilterJson, JsonModel
from rag.render.schema import AnswerJson
from rag.render.terminal import answer_text

Id = Annotated[str, Field(description="Its id; `rag conversations show` takes it.")]
Heading = Annotated[str, Field(description="Given by its owner, or made from the first question.")]
Created = Annotated[str, Field(description="When it began, ISO 8601, UTC.")]
Changed = Annotated[
    str, Field(description="When something was last asked, answered or renamed, ISO 8601, UTC.")
]


class ConversationInfoJson(JsonModel):
    """A conversation that is kept, without its questions."""

    id: Id
    title: Heading
    created: Created
    changed: Changed
    turns: Annotated[int, Field(description="How many questions it has, in all branches.")]

    @classmethod
    def from_info(cls, info: ConversationInfo) -> Self:
        """Return what is known of a conversation as JSON."""
        return cls(
            id=info.id,
            title=info.title,
            created=_moment(info.created),
            changed=_moment(info.changed),
            turns=info.turns,
        )


class KeptTurnJson(JsonModel):
    """A question of a conversation, and what came of it."""

    id: Annotated[str, Field(description="Its id.")]
    parent: Annotated[
        str, Field(description="The id of the question it follows; empty for the first ones.")
    ]
    question: Annotated[str, Field(description="As asked.")]
    filter: Annotated[FilterJson, Field(description="Which articles it was limited to.")]
    literal: Annotated[bool, Field(description="Whether it was taken as it stands.")]
    mode: Annotated[str, Field(description=f"How it was to be answered: {', '.join(Mode)}.")]
    state: Annotated[str, Field(description=f"What became of it: {', '.join(TurnState)}.")]
    asked: Annotated[str, Field(description="When it was asked, ISO 8601, UTC.")]
    problem: Annotated[str, Field(description="Why there is no answer; else empty.")]
    answer: Annotated[AnswerJson | None, Field(description="The answer; null where none came.")]

    @classmethod
    def from_turn(cls, turn: KeptTurn) -> Self:
        """Return a turn as JSON."""
        return cls(
            id=turn.id,
            parent=turn.parent,
            question=turn.question,
            filter=FilterJson.from_filter(turn.where),
            literal=turn.literal,
            mode=str(turn.mode),
            state=str(turn.state),
            asked=_moment(turn.asked),
            problem=turn.problem,
            answer=AnswerJson.from_answer(turn.answer) if turn.answer else None,
        )


class ConversationJson(JsonModel):
    """A conversation that is kept; its questions make a tree."""

    id: Id
    title: Heading
    created: Created
    changed: Changed
    leaf: Annotated[
        str, Field(description="The id of the question at which the path that is shown ends.")
    ]
    turns: Annotated[
        tuple[KeptTurnJson, ...], Field(description="All questions, in the order of asking.")
    ]

    @classmethod
    def from_conversation(cls, conversation: Conversation) -> Self:
        """Return a conversation as JSON."""
        info = conversation.info
        return cls(
            id=info.id,
            title=info.title,
            created=_moment(info.created),
            changed=_moment(info.changed),
            leaf=conversation.leaf,
            turns=tuple(map(KeptTurnJson.from_turn, conversation.turns)),
        )


def conversation_json(conversation: Conversation) -> str:
    """Return a conversation as JSON text."""
    return _text(ConversationJson.from_conversation(conversation).model_dump(mode="json"))


def infos_json(infos: Iterable[ConversationInfo]) -> str:
    """Return what is known of conversations as JSON text, a list."""
    return _text([ConversationInfoJson.from_info(one).model_dump(mode="json") for one in infos])


def infos_text(infos: Sequence[ConversationInfo]) -> str:
    """Return conversations for the terminal, a line each: id, last change, title."""
    return "\n".join(
        plain(f"{info.id}  {info.changed:%Y-%m-%d %H:%M}  {info.title}") for info in infos
    )


def conversation_text(conversation: Conversation) -> str:
    """Return a conversation for the terminal: the questions and answers that are shown."""
    parts = [plain(conversation.info.title)]
    for turn in conversation.thread():
        parts.append(plain(f"> {' '.join(turn.question.split())}"))
        parts.append(answer_text(turn.answer) if turn.answer else f"({_missing(turn)})")
    return "\n\n".join(parts)


def _missing(turn: KeptTurn) -> str:
    return plain(turn.problem) or ("still asked" if turn.state is TurnState.ASKING else turn.state)


def _moment(moment: datetime) -> str:
    return moment.replace(tzinfo=UTC).isoformat()


def _text(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False)
