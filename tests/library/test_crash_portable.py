"""kill -9 of an export and an import, at moments spread over their run."""

import multiprocessing
import random
import signal
from collections.abc import Callable
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from rag.core.article import Article
from rag.library.catalog import FILE_NAME, Catalog
from rag.library.portable import Portable, read_library, write_library
from rag.library.records import Entry, Item, KeptVersion, Remark, Source
from tests.library.child import export_in_child, import_in_child
from tests.library.corpus import Corpus
from tests.library.small_embedder import SmallEmbedder

SEED, TRIALS, ARTICLES = 20261127, 6, 60
THEN = datetime(2026, 1, 1)
Work = Callable[[Path, Path, Connection], None]


@pytest.fixture(scope="module")
def context() -> Any:
    context = multiprocessing.get_context("forkserver")
    needed = ["pytest", "rag.library.index.dense", "rag.library.index.lexical"]
    context.set_forkserver_preload([*needed, export_in_child.__module__])
    return context


def run(context: Any, work: Work, source: Path, target: Path, after: float | None) -> float:
    """Run something in a process, killed after some seconds; return how long it took, or 0."""
    ours, theirs = context.Pipe()
    child = context.Process(target=work, args=(source, target, theirs))
    child.start()
    theirs.close()
    assert ours.recv() == "ready"
    child.join(after)
    if after is not None:
        child.kill()
        child.join()
    assert child.exitcode in (0, -signal.SIGKILL)
    return float(ours.recv()) if child.exitcode == 0 else 0.0


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A state folder of many articles, each with an earlier version."""
    state = tmp_path / "state"
    state.mkdir()
    catalog = Catalog(state / FILE_NAME)
    texts = [f"Article {number}. " + "Cells are made in Heide. " * 50 for number in range(ARTICLES)]
    articles = [Article(text, id=f"a{number}") for number, text in enumerate(texts)]
    entries = [Entry(Item(one, Source(f"/{one.id}.md", "", "")), [], []) for one in articles]
    catalog.switch(1, entries, [], {})
    versions = [KeptVersion(Article(f"Before {one.id}.", id=one.id), THEN) for one in articles]
    catalog.add_kept(versions, [Remark("{}", THEN)])
    catalog.close()
    return state


def test_a_killed_export_leaves_no_file_of_this_name_or_a_whole_one(
    library: Path, tmp_path: Path, context: Any
) -> None:
    seconds = run(context, export_in_child, library, tmp_path / "whole", None)
    whole, moments = read_library(tmp_path / "whole"), random.Random(SEED)
    for trial in range(TRIALS):
        file = tmp_path / f"trial-{trial}"
        run(context, export_in_child, library, file, seconds * (trial + moments.random()) / TRIALS)
        assert not file.exists() or read_library(file) == whole


def content(state: Path, file: Path) -> Portable:
    catalog = Catalog(state / FILE_NAME)
    with catalog.view() as view:
        write_library(view, file)
    catalog.close()
    return read_library(file)


def test_an_import_that_was_killed_is_completed_by_the_next(
    library: Path, tmp_path: Path, context: Any
) -> None:
    whole, moments = content(library, tmp_path / "whole"), random.Random(SEED + 1)
    (tmp_path / "timed").mkdir()
    seconds = run(context, import_in_child, tmp_path / "whole", tmp_path / "timed", None)
    killed = 0
    for trial in range(TRIALS):
        state = tmp_path / f"trial-{trial}"
        state.mkdir()
        after = 0.85 * seconds * (trial + moments.random()) / TRIALS
        killed += not run(context, import_in_child, tmp_path / "whole", state, after)
        left = Corpus(tmp_path, state, Catalog(state / FILE_NAME), SmallEmbedder)
        with left.catalog.view() as view:
            assert len(view.known()) in (0, ARTICLES), "never a part of the articles"
        run(context, import_in_child, tmp_path / "whole", state, None)
        assert left.article_ids() == {one.article.id for one in whole.articles}
        left.catalog.close()
        assert content(state, tmp_path / f"file-{trial}") == whole
    assert killed >= TRIALS // 3, "the kills came too late to test anything"
