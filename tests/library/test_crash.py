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
from tests.library.child import sync_in_child
from tests.library.corpus import Corpus
from tests.library.small_embedder import SmallEmbedder

SEED = 20261124
TRIALS = 12
EARLIEST_END = 0.85
"""A sync may be so much faster than the ones that were timed; kills come before that."""
ARTICLES = 40
TOPICS = ("cells", "lithium", "recycling", "charging", "prices", "Žilina 🔋")


def write(folder: Path, numbers: range, edition: int) -> None:
    for number in numbers:
        topic = TOPICS[number % len(TOPICS)]
        lines = [
            f"Article {number} reports on {topic} in part {part}, edition {edition}."
            for part in range(12)
        ]
        (folder / f"article-{number:02d}.md").write_text("\n\n".join(lines))


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


def edit(folder: Path) -> None:
    """Add ten articles, edit twenty, remove one and move one."""
    write(folder, range(ARTICLES + 10), edition=1)
    write(folder, range(20), edition=2)
    (folder / "article-30.md").unlink()
    (folder / "article-31.md").rename(folder / "moved.md")


@pytest.mark.parametrize("first", [True, False], ids=["first index", "update"])
def test_a_killed_sync_leaves_the_old_or_the_new_and_the_next_one_completes_it(
    corpus: Corpus, children: Children, first: bool
) -> None:
    moments, generation_before = random.Random(SEED + first), 0 if first else 1
    empty, clean = corpus.state, corpus.state.with_name("clean")
    old: list[str] = []
    if not first:
        write(corpus.folder, range(ARTICLES), edition=1)
        children.run(corpus.folder, empty)
        old = corpus.chunk_ids()
    edit(corpus.folder)
    corpus.catalog.close()
    shutil.copytree(empty, clean)
    shutil.copytree(empty, clean.with_name("warm"))
    seconds = min(children.run(corpus.folder, state) for state in (clean.with_name("warm"), clean))
    new = at(corpus, clean).chunk_ids()
    assert new != old

    killed = 0
    for trial in range(TRIALS):
        after = EARLIEST_END * seconds * (trial + moments.random()) / TRIALS
        state = corpus.state.with_name(f"trial-{trial}")
        shutil.copytree(empty, state)
        interrupted = children.kill(corpus.folder, state, after)
        killed += interrupted
        print(f"seed {SEED + first}, trial {trial}: killed after {after:.3f} of {seconds:.3f} s")
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
    assert killed >= TRIALS // 3, "the kills came too late to test anything"
