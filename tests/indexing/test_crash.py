"""kill -9 of a real sync, at moments spread over its run. Whatever the moment: nothing lost, doubled or half-written."""

import multiprocessing
import random
import shutil
import signal
from dataclasses import replace
from time import perf_counter

import pytest

from rag.catalog import FILE_NAME, Catalog
from rag.indexing.manifest import Manifest
from rag.indexing.sync import sync

SEED = 20261124
TRIALS = 10
ARTICLES = 40
TOPICS = ("cells", "lithium", "recycling", "charging", "prices", "Žilina 🔋")


def write(folder, numbers, edition):
    for number in numbers:
        topic = TOPICS[number % len(TOPICS)]
        lines = [f"Article {number} reports on {topic} in part {part}, edition {edition}." for part in range(12)]
        (folder / f"article-{number:02d}.md").write_text("\n\n".join(lines))


def sync_in_child(folder, state, manifest, connection):
    """Say so, sync, and send how long that took."""
    from tests.indexing.lent_model import EMBEDDER

    connection.send("ready")
    started = perf_counter()
    sync([folder], state, Catalog(state / FILE_NAME), manifest, lambda: EMBEDDER)
    connection.send(perf_counter() - started)


class Children:
    """Starts syncs as processes forked from a server that has everything imported and the model loaded."""

    def __init__(self):
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(
            ["rag.indexing.dense", "rag.indexing.lexical", "tests.indexing.lent_model", __name__]
        )

    def start(self, folder, state):
        ours, theirs = self._context.Pipe()
        child = self._context.Process(target=sync_in_child, args=(folder, state, Manifest("test", 64), theirs))
        child.start()
        theirs.close()
        assert ours.recv() == "ready"
        return child, ours

    def run(self, folder, state):
        child, connection = self.start(folder, state)
        seconds = connection.recv()
        child.join()
        assert child.exitcode == 0
        return seconds

    def kill(self, folder, state, after):
        """Kill a sync `after` some seconds; return whether it was still running."""
        child, _ = self.start(folder, state)
        child.join(after)
        child.kill()
        child.join()
        assert child.exitcode in (0, -signal.SIGKILL)
        return child.exitcode != 0


@pytest.mark.parametrize("first", [True, False], ids=["first index", "update"])
def test_a_killed_sync_leaves_the_old_or_the_new_and_the_next_one_completes_it(corpus, first):
    shutil.rmtree(corpus.folder)
    corpus.folder.mkdir()
    children, moments = Children(), random.Random(SEED + first)
    empty, clean = corpus.state, corpus.state.with_name("clean")
    old = []
    if not first:
        write(corpus.folder, range(ARTICLES), edition=1)
        children.run(corpus.folder, empty)
        old = corpus.chunk_ids()
    write(corpus.folder, range(ARTICLES + 10), edition=1)
    write(corpus.folder, range(20), edition=2)
    (corpus.folder / "article-30.md").unlink()
    (corpus.folder / "article-31.md").rename(corpus.folder / "moved.md")
    corpus.catalog.close()
    shutil.copytree(empty, clean)
    shutil.copytree(empty, clean.with_name("warm"))
    seconds = min(children.run(corpus.folder, clean.with_name("warm")), children.run(corpus.folder, clean))
    new = at(corpus, clean).chunk_ids()
    assert new != old

    killed = 0
    for trial in range(TRIALS):
        after = seconds * (trial + moments.random()) / TRIALS
        state = corpus.state.with_name(f"trial-{trial}")
        shutil.copytree(empty, state)
        interrupted = children.kill(corpus.folder, state, after)
        killed += interrupted
        print(f"seed {SEED + first}, trial {trial}: kill after {after:.3f} of {seconds:.3f} s, running: {interrupted}")
        left = at(corpus, state)
        with left.catalog.view() as view:
            generation = view.generation
        assert generation in (0 if first else 1, 1 if first else 2)
        if generation:
            assert left.chunk_ids() == (new if generation == (1 if first else 2) else old)
        children.run(corpus.folder, state)
        assert left.chunk_ids() == new
        assert set(left.sync().unchanged) == {name.split(":")[0] for name in new}
        left.catalog.close()
    assert killed >= TRIALS // 2, "the kills came too late to test anything"


def at(corpus, state):
    """Return the corpus with another state folder."""
    return replace(corpus, state=state, catalog=Catalog(state / FILE_NAME))
