"""Any sequence of uses of kept conversations, against a dictionary that says what must be there."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from rag.core.conversation import TurnState
from rag.errors import NotKept
from rag.library.catalog import FILE_NAME, Catalog
from rag.library.conversations import Conversations
from tests.library.entries import HEIDE, SKELL
from tests.library.keeping import ANNA, BERT, ModelTalk, ModelTurn, answered

QUESTIONS = ("Who?", "Which plants closed?", "Wo liegt Žilina?")
places = st.integers(0, 50)
owners = st.sampled_from([ANNA, BERT])
questions = st.sampled_from(QUESTIONS)


class Uses(RuleBasedStateMachine):
    """What may be done with conversations, by their owner and by somebody else."""

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.talks: dict[str, ModelTalk] = {}
        self.order: list[str] = []
        self.connect()

    def connect(self) -> None:
        self.catalog = Catalog(Path(self.folder.name) / FILE_NAME)
        self.kept = Conversations(self.catalog.database)

    def teardown(self) -> None:
        self.catalog.close()
        self.folder.cleanup()

    def talk(self, place: int, deleted: bool = False) -> tuple[str, ModelTalk] | None:
        """Return a conversation that is, or is not, deleted."""
        there = [pair for pair in self.talks.items() if pair[1].deleted is deleted]
        return there[place % len(there)] if there else None

    def touch(self, name: str) -> None:
        self.order.remove(name)
        self.order.insert(0, name)

    @rule()
    def restart(self) -> None:
        self.catalog.close()
        self.connect()

    @rule(owner=owners, question=questions)
    def start(self, owner: str, question: str) -> None:
        talk = self.kept.start(owner, question)
        (turn,) = talk.turns
        turns = {turn.id: ModelTurn("", question)}
        self.talks[talk.info.id] = ModelTalk(owner, question, turns, turn.id)
        self.order.insert(0, talk.info.id)

    @rule(place=places, at=places, question=questions, how=st.sampled_from(["", "after", "edit"]))
    def ask(self, place: int, at: int, question: str, how: str) -> None:
        if not (found := self.talk(place)):
            return
        name, talk = found
        chosen = list(talk.turns)[at % len(talk.turns)]
        if how == "edit":
            parent = talk.turns[chosen].parent
            turn = self.kept.edit(talk.owner, chosen, question)
        else:
            after = chosen if how else ""
            parent = after or talk.leaf
            turn = self.kept.add(talk.owner, name, question, after=after)
        talk.turns[turn.id] = ModelTurn(parent, question)
        talk.leaf = turn.id
        self.touch(name)

    @rule(place=places, at=places, state=st.sampled_from([*TurnState][1:]), quoted=st.booleans())
    def finish(self, place: int, at: int, state: TurnState, quoted: bool) -> None:
        if not (found := self.talk(place)):
            return
        name, talk = found
        turn_id = list(talk.turns)[at % len(talk.turns)]
        turn = talk.turns[turn_id]
        answer = answered(turn.question, HEIDE, *[SKELL][: int(quoted)])
        counted = self.kept.finish(talk.owner, turn_id, answer, state)
        assert counted is (turn.state is TurnState.ASKING)
        if counted:
            turn.answer, turn.state = answer, state
            self.touch(name)

    @rule(place=places, title=questions)
    def rename(self, place: int, title: str) -> None:
        if found := self.talk(place):
            self.kept.rename(found[1].owner, found[0], title)
            found[1].title = title
            self.touch(found[0])

    @rule(place=places, at=places)
    def show(self, place: int, at: int) -> None:
        if found := self.talk(place):
            name, talk = found
            talk.leaf = list(talk.turns)[at % len(talk.turns)]
            self.kept.show(talk.owner, name, talk.leaf)

    @rule(place=places)
    def delete(self, place: int) -> None:
        if found := self.talk(place):
            self.kept.delete(found[1].owner, found[0])
            found[1].deleted = True

    @rule(place=places)
    def restore(self, place: int) -> None:
        if found := self.talk(place, deleted=True):
            self.kept.restore(found[1].owner, found[0])
            found[1].deleted = False

    @rule(place=places, deleted=st.booleans())
    def erase(self, place: int, deleted: bool) -> None:
        if found := self.talk(place, deleted):
            self.kept.erase(found[1].owner, found[0])
            del self.talks[found[0]]
            self.order.remove(found[0])

    @rule(place=places, deleted=st.booleans())
    def pry(self, place: int, deleted: bool) -> None:
        if found := self.talk(place, deleted):
            name, talk = found
            other = BERT if talk.owner == ANNA else ANNA
            with pytest.raises(NotKept):
                self.kept.open(other, name)
            with pytest.raises(NotKept):
                self.kept.erase(other, name)

    @invariant()
    def everything_is_as_it_was_left(self) -> None:
        for owner in (ANNA, BERT):
            mine = [
                name
                for name in self.order
                if self.talks[name].owner == owner and not self.talks[name].deleted
            ]
            listed = self.kept.find(owner)
            assert [info.id for info in listed] == mine
            assert [info.title for info in listed] == [self.talks[name].title for name in mine]
            quoting = {
                turn_id
                for name in mine
                for turn_id, turn in self.talks[name].turns.items()
                if turn.answer and len(turn.answer.citations) == 2
            }
            assert {one.turn_id for one in self.kept.quoting(owner, "skell")} == quoting
        for name, talk in self.talks.items():
            if not talk.deleted:
                shown = self.kept.open(talk.owner, name)
                assert shown.leaf == talk.leaf
                assert {
                    turn.id: ModelTurn(turn.parent, turn.question, turn.answer, turn.state)
                    for turn in shown.turns
                } == talk.turns


TestUses = Uses.TestCase
TestUses.settings = settings(max_examples=15, stateful_step_count=30, deadline=None)
