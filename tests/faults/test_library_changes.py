"""Faults found by attack, by their numbers: libraries that change while they are open."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest

import rag
from rag.core.corpus import Filter
from rag.errors import IndexBroken, IndexMissing
from rag.library.catalog import FILE_NAME
from rag.library.generations import INDEX_FOLDER
from rag.library.library import Library
from rag.library.view import View
from rag.wiring import open_library

HEIDE = rag.Article("The plant in Heide opened in 2021.", title="Heide")
HERNE = rag.Article("The plant in Herne opened in 2024.", title="Herne")
QUESTION = "When did the plant open?"
AT_ONCE = 40


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """A state folder in which one article is indexed."""
    state = tmp_path / "state"
    rag.index(HEIDE, state)
    return state


@pytest.fixture
def library(state: Path) -> Iterator[Library]:
    library = open_library(state)
    yield library
    library.close()


def search(library: Library) -> list[str]:
    with library.snapshot() as snapshot:
        return [name for name, _ in snapshot.lexical.search("plant", 5)]


def test_f13_a_deleted_state_folder_is_missing_and_not_answered_from(state: Path) -> None:
    bot = rag.open(state)
    assert bot.ask(QUESTION).citations[0].quote == HEIDE.text
    shutil.rmtree(state)
    with pytest.raises(IndexMissing, match=r"the index in .*state was deleted: run `rag index"):
        bot.ask(QUESTION)
    with pytest.raises(IndexMissing):
        bot.facts()


def test_f13_a_state_folder_that_was_made_anew_is_answered_from(state: Path) -> None:
    bot = rag.open(state)
    for article in (HERNE, HEIDE, HERNE):
        bot.ask(QUESTION)
        shutil.rmtree(state)
        assert rag.index(article, state).added == (article.id,)
        assert bot.ask(QUESTION).citations[0].quote == article.text
        assert rag.open(state).ask(QUESTION).citations[0].quote == article.text
        assert [info.id for info in bot.library.articles()] == [article.id]


def test_f13_a_state_folder_that_was_swapped_or_restored_is_answered_from(
    state: Path, library: Library
) -> None:
    other = state.with_name("other")
    rag.index(HERNE, other)
    for expected in ("herne", "heide", "herne"):
        state.rename(state.with_name("away"))
        other.rename(state)
        state.with_name("away").rename(other)
        assert [name.split(":")[0] for name in search(library)] == [expected]
        assert rag.index({"herne": HERNE, "heide": HEIDE}[expected], state).unchanged


def test_f13_what_an_interrupted_sync_left_is_swept(state: Path, library: Library) -> None:
    left = state / INDEX_FOLDER / "000002-00000000.staging"
    shutil.copytree(next((state / INDEX_FOLDER).iterdir()), left)
    rag.index(HERNE, state)
    assert not left.exists()
    assert len(search(library)) == 2


def test_f23_a_snapshot_that_two_syncs_overtake_is_opened_anew(
    state: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    languages, overtaking = View.languages, [HERNE, rag.Article("The plant in Hof.", title="Hof")]

    def overtaken(view: View) -> tuple[str, ...]:
        while overtaking:
            rag.index(overtaking.pop(), state)
        return languages(view)

    monkeypatch.setattr(View, "languages", overtaken)
    assert len(search(library)) == 3


def test_more_questions_than_connections_are_kept_are_answered_at_once(library: Library) -> None:
    with ExitStack() as stack:
        snapshots = [stack.enter_context(library.snapshot()) for _ in range(AT_ONCE)]
        assert {len(snapshot.view.infos()) for snapshot in snapshots} == {1}


def test_threads_that_ask_at_once_all_get_their_hits(library: Library) -> None:
    hits: list[list[str]] = []

    def collect() -> None:
        hits.append(search(library))

    threads = [threading.Thread(target=collect) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert hits == [["heide:0-34"]] * AT_ONCE


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_library_that_was_opened_before_a_fork_says_what_to_do(library: Library) -> None:
    assert search(library)
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        try:
            search(library)
        except IndexBroken as error:
            os.write(writer, str(error).encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    os.close(writer)
    with os.fdopen(reader) as file:
        message = "the index was opened before this process was forked: open it in each process"
        assert file.read() == message
    assert search(library)


@pytest.mark.parametrize("field", ["articles", "outlets"])
def test_a_filter_may_name_34_000(library: Library, field: str) -> None:
    names = tuple(f"no-{number}" for number in range(34_000))
    with library.snapshot(Filter(**{field: names})) as snapshot:
        assert snapshot.infos() == []
    with library.snapshot(Filter(**{field: (*names, "heide", "")})) as snapshot:
        assert [info.id for info in snapshot.infos()] == ["heide"]


def test_a_filter_that_34_000_articles_pass_is_searched(library: Library, state: Path) -> None:
    names = (*(f"no-{number}" for number in range(34_000)), "heide")
    with library.snapshot(Filter(names)) as snapshot:
        vector, bounds = np.array(rag.Embedder().embed_query(QUESTION), np.float32), snapshot.bounds
        assert [name for name, _ in snapshot.dense.search(vector, 5, bounds)] == ["heide:0-34"]
        assert [name for name, _ in snapshot.lexical.search("plant", 5, bounds)] == ["heide:0-34"]
        assert snapshot.view.chunk_ids(names) == ["heide:0-34"]
    assert (state / FILE_NAME).is_file()
