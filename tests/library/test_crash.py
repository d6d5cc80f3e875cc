"""kill -9 of a real sync, at moments spread over its run.

Whatever the moment: nothing lost, doubled or half-written.
"""

import multiprocessing
import random
import shutil
import signal
from collections.abc import Iterator
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from rag.library.catalog import FILE_NAME, Catalog
from rag.library.index.layers import DELTA
from tests.library.child import sync_in_child
from tests.library.corpus import Corpus
from tests.library.killed import KILLED, Before
from tests.library.small_embedder import SmallEmbedder

SEED = 20261124
EARLIEST_END = 0.85
"""A sync may be so much faster than the ones that were timed; kills come before that."""


@dataclass
class Children:
    """Starts syncs as processes forked from a server that has everything imported."""

    context: Any

    def start(self, folder: Path, state: Path) -> tuple[Any, Connection]:
        ours, theirs = self.context.Pipe()
        child = self.context.Process(target=sync_in_child, args=(folder, state, theirs))
        child.start()
        theirs.close()
        assert ours.recv() == "ready"
        return child, ours

    def run(self, folder: Path, state: Path) -> float:
        child, connection = self.start(folder, state)
        seconds: float = connection.recv()
        child.join()
        assert child.exitcode == 0
        return seconds

    def kill(self, folder: Path, state: Path, after: float) -> bool:
        """Kill a sync `after` some seconds; return whether it was still running."""
        child, _ = self.start(folder, state)
        child.join(after)
        child.kill()
        child.join()
        assert child.exitcode in (0, -signal.SIGKILL)
        return bool(child.exitcode)


@pytest.fixture(scope="module")
def children() -> Children:
    context = multiprocessing.get_context("forkserver")
    needed = ["pytest", "rag.library.index.dense", "rag.library.index.lexical"]
    context.set_forkserver_preload([*needed, sync_in_child.__module__])
    return Children(context)


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    """An empty folder and an empty state folder."""
    folder, state = tmp_path / "articles", tmp_path / "state"
    folder.mkdir()
    state.mkdir()
    corpus = at(Corpus(folder, state, Catalog(state / FILE_NAME), SmallEmbedder), state)
    yield corpus
    corpus.catalog.close()


def at(corpus: Corpus, state: Path) -> Corpus:
    """Return the corpus with another state folder."""
    return replace(corpus, state=state, catalog=Catalog(state / FILE_NAME))


@pytest.mark.parametrize("before", KILLED.values(), ids=KILLED)
def test_a_killed_sync_leaves_the_old_or_the_new_and_the_next_one_completes_it(
    corpus: Corpus, children: Children, before: Before
) -> None:
    moments, generation_before = random.Random(SEED), len(before.syncs)
    empty, clean = corpus.state, corpus.state.with_name("clean")
    old: list[str] = []
    for change in before.syncs:
        change(corpus.folder)
        children.run(corpus.folder, empty)
        old = corpus.chunk_ids()
    before.edit(corpus.folder)
    corpus.catalog.close()
    shutil.copytree(empty, clean)
    shutil.copytree(empty, clean.with_name("warm"))
    seconds = min(children.run(corpus.folder, state) for state in (clean.with_name("warm"), clean))
    done = at(corpus, clean)
    new = done.chunk_ids()
    assert new != old
    assert (done.index() / DELTA).exists() == before.layered

    killed = 0
    for trial in range(before.trials):
        after = EARLIEST_END * seconds * (trial + moments.random()) / before.trials
        state = corpus.state.with_name(f"trial-{trial}")
        shutil.copytree(empty, state)
        interrupted = children.kill(corpus.folder, state, after)
        killed += interrupted
        print(f"seed {SEED}, trial {trial}: killed after {after:.3f} of {seconds:.3f} s")
        left = at(corpus, state)
        with left.catalog.view() as view:
            generation = view.generation
        assert generation in (generation_before, generation_before + 1)
        if generation:
            assert left.chunk_ids() == (new if generation > generation_before else old)
        children.run(corpus.folder, state)
        assert left.chunk_ids() == new
        assert set(left.sync().unchanged) == {name.split(":")[0] for name in new}
        left.catalog.close()
    assert killed >= before.trials // 3, "the kills came too late to test anything"
