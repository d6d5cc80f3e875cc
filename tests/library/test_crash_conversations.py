"""kill -9 of a process that asks and answers: no question that was taken is lost, no answer half.

What is under way then is found again.
"""

import multiprocessing
import random
import signal
from multiprocessing.connection import Connection
from pathlib import Path

from rag.core.conversation import TurnState
from rag.library.catalog import FILE_NAME, Catalog
from rag.library.conversations import Conversations
from tests.library.keeping import ANNA, answered, conversations_in

SEED = 20261127
TRIALS = 8
LATEST = 60
"""A process is killed after so many answers at the latest."""


def converse(state: Path, connection: Connection) -> None:
    """Ask and answer for ever; tell each question that was taken and each answer that was kept."""
    kept = Conversations(Catalog(state / FILE_NAME).database)
    talk = kept.start(ANNA, "Begin?")
    connection.send(("asked", talk.info.id))
    number = 0
    while True:
        turn = kept.add(ANNA, talk.info.id, f"Question {number}?")
        connection.send(("asked", turn.id))
        kept.finish(ANNA, turn.id, answered(turn.question))
        connection.send(("answered", turn.id))
        number += 1


def test_a_killed_process_loses_no_question_and_no_answer(tmp_path: Path) -> None:
    Catalog(tmp_path / FILE_NAME).close()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["rag.library.conversations", "tests.library.keeping"])
    moments = random.Random(SEED)
    told: dict[str, set[str]] = {"asked": set(), "answered": set()}
    talks = []
    for _ in range(TRIALS):
        ours, theirs = context.Pipe()
        child = context.Process(target=converse, args=(tmp_path, theirs))
        child.start()
        theirs.close()
        talks.append(ours.recv()[1])
        for _ in range(moments.randrange(2 * LATEST)):
            what, name = ours.recv()
            told[what].add(name)
        child.kill()
        child.join()
        assert child.exitcode == -signal.SIGKILL
        ours.close()
    with conversations_in(tmp_path) as kept:
        turns = [turn for name in talks for turn in kept.open(ANNA, name).turns]
        done = {turn.id: turn for turn in turns if turn.state is TurnState.DONE}
        assert told["asked"] <= {turn.id for turn in turns}
        assert told["answered"] <= set(done)
        assert all(turn.answer == answered(turn.question) for turn in done.values())
        under_way = {turn.id for turn in turns if turn.state is TurnState.ASKING}
        assert {turn_id for _, _, turn_id in kept.asking()} == under_way
        assert len(under_way) <= 2 * TRIALS, "the first of each, and perhaps the last"
        assert set(talks) == {info.id for info in kept.find(ANNA)}
