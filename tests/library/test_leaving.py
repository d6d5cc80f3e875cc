from pathlib import Path

import pytest

from rag.core.article import Article
from rag.errors import CorpusError, MassRemoval
from rag.library.catalog import Catalog
from rag.library.leaving import check_removal, leaving
from rag.library.records import Entry, Item, Source
from tests.library.corpus import Corpus, outcome

ARTICLES = [
    Article("One.", id="one", outlet="The Paper"),
    Article("Two.", id="two", outlet="The Paper"),
    Article("Three.", id="three", outlet="Another"),
]


def test_what_leaves_is_named_by_id_path_or_outlet(catalog: Catalog) -> None:
    entries = [Entry(Item(one, Source(f"/{one.id}.md", "", "")), [], []) for one in ARTICLES]
    catalog.switch(1, entries, [], {})
    with catalog.view() as view:
        assert leaving(view, "one", "") == ["one"]
        assert leaving(view, "/three.md", "") == ["three"]
        assert leaving(view, "", "The Paper") == ["one", "two"]
        with pytest.raises(CorpusError, match="no article of the outlet 'Nobody' in the index"):
            leaving(view, "", "Nobody")
        for name, outlet in (("", ""), ("one", "The Paper")):
            with pytest.raises(CorpusError, match="an id or a path, or else an outlet"):
                leaving(view, name, outlet)


def test_more_than_half_of_more_than_a_handful() -> None:
    check_removal(5, 5)
    check_removal(3, 6)
    with pytest.raises(MassRemoval, match=r"4 of 6 articles would leave .* with --yes") as refused:
        check_removal(4, 6)
    assert (refused.value.removed, refused.value.articles) == (4, 6)


def test_a_sync_that_empties_a_library_has_to_be_allowed(corpus: Corpus) -> None:
    corpus.write(**{f"more{number}": f"Number {number}." for number in range(4)})
    corpus.sync()
    before = corpus.chunk_ids()
    for path in corpus.folder.iterdir():
        path.unlink()
    with pytest.raises(MassRemoval, match="7 of 7"):
        corpus.sync()
    assert corpus.chunk_ids() == before
    assert outcome(corpus.sync(dry_run=True)) == {"removed": 7}
    assert outcome(corpus.sync(allow_removal=True)) == {"removed": 7}
    assert corpus.chunk_ids() == []


def test_articles_made_in_memory_and_those_of_other_folders_count_as_there(
    corpus: Corpus, tmp_path: Path
) -> None:
    notes = [Article(f"Note {number}.", id=f"note{number}") for number in range(4)]
    corpus.sync(corpus.folder, *notes)
    for path in corpus.folder.iterdir():
        path.unlink()
    assert outcome(corpus.sync()) == {"removed": 3}
