"""Conversations that are kept: questions with their answers, in branches; and clippings. Pure."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from textwrap import shorten

from rag.core.answer import Answer, Reason, Turn
from rag.core.article import ArticleInfo
from rag.core.corpus import Filter
from rag.core.recheck import Quotation
from rag.core.span import Span
from rag.core.text import one_line

_TITLE = 60
"""The most characters of a title that is made from a question."""


class TurnState(StrEnum):
    """What became of a question."""

    ASKING = "asking"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


class Mode(StrEnum):
    """How a question was to be answered."""

    QUOTED = "quoted"
    WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """A question of a conversation, and what came of it.

    Attributes:
        id: its name; it can't be guessed.
        parent: the id of the turn that it follows; empty where it begins the conversation.
        question: as asked.
        where: the articles that it was limited to.
        literal: whether it was taken as it stands, see `Chatbot.ask`.
        state: what became of it.
        asked: when it was asked, UTC.
        answer: None while it is asked and where nothing came; of a stopped one, what had come.
        problem: why there is no answer, in words; otherwise empty.
        mode: whether it was to be quoted, or a language model was to write; one that failed to
            write leaves quotes, which the answer's notes tell.
    """

    id: str
    parent: str
    question: str
    where: Filter
    literal: bool
    state: TurnState
    asked: datetime
    answer: Answer | None = None
    problem: str = ""
    mode: Mode = Mode.QUOTED


@dataclass(frozen=True, slots=True)
class ConversationInfo:
    """What is known of a conversation besides what was asked in it.

    Attributes:
        id: its name, which is part of its address; it can't be guessed.
        title: given by its owner, or made from the first question.
        created: when it began, UTC.
        changed: when something was last asked, answered or renamed in it, UTC.
        turns: how many questions it has, in all branches.
    """

    id: str
    title: str
    created: datetime
    changed: datetime
    turns: int


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation: its turns make a tree, and one path through it is shown.

    Attributes:
        info: what is known of it.
        turns: all turns of all branches, in the order in which they were asked; each comes after
            its parent.
        leaf: the id of the turn at which the path that is shown ends.
    """

    info: ConversationInfo
    turns: tuple[KeptTurn, ...]
    leaf: str

    def turn(self, turn_id: str) -> KeptTurn | None:
        """Return the turn with an id, or None."""
        return next((turn for turn in self.turns if turn.id == turn_id), None)

    def thread(self, leaf: str = "") -> tuple[KeptTurn, ...]:
        """Return the turns from the first question to a leaf, by default to the one shown.

        Empty where there is no such turn.
        """
        return tuple(reversed(list(self._upwards(leaf or self.leaf))))

    def branches(self, turn_id: str) -> tuple[KeptTurn, ...]:
        """Return a turn and the others that were asked in its place, in the order of asking."""
        turn = self.turn(turn_id)
        return tuple(one for one in self.turns if turn and one.parent == turn.parent)

    def newest_leaf(self, turn_id: str) -> str:
        """Return the id of the last turn below a turn, on the newest branches; its own for none."""
        newest = {turn.parent: turn.id for turn in self.turns}
        while turn_id in newest:
            turn_id = newest[turn_id]
        return turn_id

    def history(self, turn_id: str = "") -> list[Turn]:
        """Return what a question may refer to, as `Chatbot.ask` takes it.

        Args:
            turn_id: the turn that asks it, of which the turns before count; by default a new
                question after the path that is shown.
        """
        before = self.thread(turn_id)[:-1] if turn_id else self.thread()
        answers = [turn.answer for turn in before if turn.answer]
        return [
            Turn(answer.question, answer.text)
            for answer in answers
            if answer.reason is not Reason.HELP
        ]

    def _upwards(self, turn_id: str) -> Iterator[KeptTurn]:
        turns = {turn.id: turn for turn in self.turns}
        while turn := turns.get(turn_id):
            yield turn
            turn_id = turn.parent


@dataclass(frozen=True, slots=True)
class QuotedIn:
    """A kept answer that quotes an article.

    Attributes:
        conversation_id: the conversation.
        title: that of the conversation.
        turn_id: the turn.
        question: what was asked.
        number: the citation's number in the answer.
        cited: which text of the article it quotes, where, and what.
    """

    conversation_id: str
    title: str
    turn_id: str
    question: str
    number: int
    cited: Quotation


@dataclass(frozen=True, slots=True)
class Clipping:
    """A quote that somebody collected.

    Attributes:
        id: its name; it can't be guessed.
        article: what is quoted, as it was then; `article.sha256` names the text.
        span: where the quote stands in that text.
        quote: the words.
        note: what its owner wrote beside it.
        turn_id: the turn whose answer quoted it; empty where it was collected from the article.
        created: when it was collected, UTC.
    """

    id: str
    article: ArticleInfo
    span: Span
    quote: str
    note: str
    turn_id: str
    created: datetime

    @property
    def cited(self) -> Quotation:
        """What it quotes, as it is rechecked."""
        return Quotation(self.article.id, self.article.sha256, self.span, self.quote)


def owner_of(secret: str) -> str:
    """Return whom conversations belong to that are kept for who holds a secret: its hash.

    Whoever reads the catalog does not learn the secret.

    >>> owner_of("a long secret")[:16]
    'session:69898f54'
    """
    return f"session:{hashlib.sha256(secret.encode(errors='replace')).hexdigest()}"


def title_from(question: str) -> str:
    """Return the title that a first question gives: at most 60 characters, cut at a word.

    >>> title_from("What did Northvolt say about the plant in Skelleftea, and who else was there?")
    'What did Northvolt say about the plant in Skelleftea, and...'
    """
    line = one_line(question)
    short = line if len(line) <= _TITLE else shorten(line, _TITLE, placeholder="...")
    return short if short != "..." else line[: _TITLE - 3] + "..."
