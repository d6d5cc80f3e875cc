"""What stays through a sync: earlier texts, articles in memory, the state that a snapshot sees."""

import numpy as np

from rag.core.article import Article
from rag.library.index.opened import Indexes
from tests.library.corpus import Corpus, outcome


def test_an_edited_or_removed_article_is_kept_for_old_citations(corpus: Corpus) -> None:
    header = "---\ntitle: {}\noutlet: {}\nurl: https://example.org/{}\npublished: {}\n---\n"
    corpus.write(one=header.format("Planned", "Old Paper", "old", "2025-01-01") + "It is planned.")
    corpus.write(two=header.format("Closed", "Tidning", "two", "2025-02-02") + "It closed.")
    corpus.sync()
    planned, closed = corpus.article("one"), corpus.article("two")
    assert planned
    assert closed
    corpus.write(
        one=header.format("Cancelled", "New Paper", "new", "2026-01-01") + "It was cancelled."
    )
    (corpus.folder / "two.md").unlink()
    corpus.sync()
    now = corpus.article("one")
    assert now
    assert (now.title, now.outlet, now.text) == ("Cancelled", "New Paper", "It was cancelled.")
    assert corpus.article("two") is None
    with corpus.catalog.view() as view:
        for article in (planned, closed, now):
            assert view.version(article.id, article.sha256) == article


def test_articles_in_memory(corpus: Corpus) -> None:
    report = corpus.sync(Article("A note.", id="note"), corpus.folder)
    assert report.added == ("note", "one", "three", "two")
    assert outcome(corpus.sync()) == {"unchanged": 3}
    assert corpus.text("note") == "A note."
    assert corpus.sync(Article("A note, edited.", id="note")).changed == ("note",)
    assert corpus.article_ids() == {"note", "one", "two", "three"}


def test_articles_in_memory_of_one_title_are_told_apart_in_every_sync(corpus: Corpus) -> None:
    first, second = (Article(f"Report {number}.", title="Report") for number in (1, 2))
    added = corpus.sync(first, second).added
    assert len(added) == 2
    assert sorted(corpus.sync(second, first).unchanged) == sorted(added)
    assert {corpus.text(name) for name in added} == {"Report 1.", "Report 2."}
    assert corpus.article_ids() == set(added)


def test_a_snapshot_from_before_the_switch_sees_the_old_state_alone(corpus: Corpus) -> None:
    corpus.sync()
    ids = corpus.chunk_ids()
    vector = np.array(corpus.embedder().embed_query("plant"), dtype=np.float32)
    with corpus.catalog.view() as old:
        indexes = Indexes.open(corpus.index(), old.languages())
        corpus.write(one="It was cancelled.", new="Something new.")
        corpus.sync()
        assert old.chunk_ids(["one", "two", "three", "new"]) == ids
        assert sorted(old.chunks(ids)) == ids
        assert sorted(name for name, _ in indexes.dense.search(vector, 99)) == ids
        indexes.close()
    assert corpus.chunk_ids() != ids
