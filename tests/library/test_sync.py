"""What a sync does to the index, article by article."""

import numpy as np

from rag.core.corpus import Failure, Filter
from rag.library.generations import INDEX_FOLDER
from rag.library.index.opened import Indexes
from rag.library.rows import as_float32
from rag.library.snapshot import Snapshot
from tests.library.corpus import Corpus, no_embedder, outcome


def test_the_first_sync_indexes_everything(corpus: Corpus) -> None:
    report = corpus.sync()
    assert report.added == ("one", "three", "two")
    ids = corpus.chunk_ids()
    assert report.chunks == report.embedded == len(ids)
    assert corpus.article_ids() == {"one", "two", "three"}
    assert corpus.text("three") == "🔋 Solid state."


def test_a_second_sync_does_nothing_and_needs_no_model(corpus: Corpus) -> None:
    corpus.sync()
    corpus.embedder = no_embedder
    report = corpus.sync()
    assert outcome(report) == {"unchanged": 3}
    assert report.embedded == 0
    assert list((corpus.state / INDEX_FOLDER).iterdir()) == [corpus.index()]


def test_added_changed_moved_removed_and_failed_at_once(corpus: Corpus) -> None:
    corpus.write(four="Fourth article.")
    corpus.sync()
    corpus.write(one="It was cancelled.", new="Something new.", broken="\0")
    (corpus.folder / "two.md").rename(corpus.folder / "moved.md")
    (corpus.folder / "three.md").unlink()
    report = corpus.sync()
    assert (report.added, report.changed, report.moved) == (("new",), ("one",), ("two",))
    assert (report.removed, report.unchanged) == (("three",), ("four",))
    assert report.failed == (Failure("broken.md", "binary file: save it as text"),)
    assert report.embedded == 2
    assert corpus.article_ids() == {"new", "one", "two", "four"}
    moved = corpus.article("two")
    assert moved
    assert moved.outlet == "moved.md"


def test_both_indexes_know_the_outlet_of_an_article_that_moved(corpus: Corpus) -> None:
    corpus.sync()
    ids = corpus.chunk_ids()
    (corpus.folder / "two.md").rename(corpus.folder / "moved.md")
    corpus.embedder = no_embedder
    corpus.sync()
    assert corpus.chunk_ids() == ids
    indexes = Indexes.open(corpus.index(), ["en"])
    with corpus.catalog.view() as view:
        (vector,) = view.chunks([two := next(name for name in ids if "two" in name)])[two][1:]
        question = np.frombuffer(as_float32(vector.dense), dtype=np.float32)
        for outlet, expected in (("moved.md", [two]), ("two.md", [])):
            bounds = Snapshot(view, indexes, (Filter(outlets=outlet),)).bounds
            assert [name for name, _ in indexes.dense.search(question, 9, bounds)] == expected
            found = indexes.lexical.search("Skellefteå", 9, bounds)
            assert [name for name, _ in found] == expected
    indexes.close()


def test_a_dry_run_reports_the_same_and_changes_nothing(corpus: Corpus) -> None:
    corpus.sync()
    before = corpus.chunk_ids()
    corpus.write(one="It was cancelled.", new="Something new.")
    (corpus.folder / "three.md").unlink()
    planned = corpus.sync(dry_run=True)
    assert (planned.added, planned.changed, planned.removed) == (("new",), ("one",), ("three",))
    assert (planned.dry_run, planned.embedded) == (True, 0)
    assert corpus.chunk_ids() == before
    assert corpus.text("three")
    done = corpus.sync()
    assert (done.added, done.changed, done.removed) == (("new",), ("one",), ("three",))


def test_only_the_current_folder_and_the_one_before_are_kept(corpus: Corpus) -> None:
    for n in range(4):
        corpus.write(one=f"Edition {n}.")
        corpus.sync()
    folders = sorted(folder.name[:7] for folder in (corpus.state / INDEX_FOLDER).iterdir())
    assert folders == ["000003-", "000004-"]


def test_all_articles_but_one_leave(corpus: Corpus) -> None:
    corpus.sync()
    (corpus.folder / "one.md").unlink()
    (corpus.folder / "two.md").unlink()
    assert corpus.sync().removed == ("one", "two")
    assert corpus.chunk_ids() == ["three:0-14"]


def test_progress_counts_up_in_each_phase(corpus: Corpus) -> None:
    seen: dict[str, list[tuple[int, int]]] = {}
    corpus.progress = lambda done, total, phase: seen.setdefault(phase, []).append((done, total))
    report = corpus.sync()
    assert list(seen) == ["reading", "embedding", "indexing"]
    assert seen["reading"] == [(1, 3), (2, 3), (3, 3)]
    for phase in ("embedding", "indexing"):
        assert seen[phase][-1] == (report.chunks, report.chunks)
        assert seen[phase] == sorted(seen[phase])


def test_the_same_text_in_two_files_is_embedded_once(corpus: Corpus) -> None:
    corpus.write(
        same="---\ntitle: T\n---\nThe same words.", again="---\ntitle: T\n---\nThe same words."
    )
    report = corpus.sync()
    assert report.embedded == report.chunks - 1
    assert len(corpus.chunk_ids()) == report.chunks


def test_a_german_article_is_cut_by_german_rules(corpus: Corpus) -> None:
    text = "Am 3. Mai kam er. " + "Das Haus brennt. " * 30
    corpus.write(
        german=f"---\nlanguage: de\n---\n{text}", english=f"---\nlanguage: en\n---\n{text}"
    )
    corpus.sync()
    with corpus.catalog.view() as view:
        chunks = [chunk for chunk, _ in view.chunks(view.chunk_ids(["german", "english"])).values()]
    first = {c.article.id: c.slice(c.sentences[0]) for c in chunks if not c.span.start}
    assert first == {"german": "Am 3. Mai kam er.", "english": "Am 3."}
