import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from rag.core.span import Span
from rag.errors import NotKept
from rag.library.catalog import FILE_NAME
from rag.library.database import Database
from rag.library.kept import KEPT_DAYS, MOST_RECENT, erase_all, open_kept, owners, purge, whose
from rag.library.library import Library
from rag.library.schema import clippings_table, conversations_table, drafts_table
from tests.library.corpus import MANIFEST, Corpus
from tests.library.keeping import ANNA, BERT, BOTH, answered


@pytest.fixture
def library(corpus: Corpus) -> Iterator[Library]:
    """A library of three small articles."""
    corpus.sync()
    library = Library(corpus.state, MANIFEST)
    yield library
    library.close()


def age(database: Database, days: int) -> None:
    """Let what was deleted have been deleted so many days earlier."""
    with database.writing() as connection:
        for table in (conversations_table, clippings_table, drafts_table):
            (key,) = table.primary_key
            for name, deleted in connection.execute(sa.select(key, table.c.deleted)).all():
                if deleted:
                    earlier = deleted - timedelta(days=days)
                    connection.execute(sa.update(table).where(key == name).values(deleted=earlier))


def test_what_is_kept_outlives_restarts_syncs_and_rebuilds(
    library: Library, corpus: Corpus
) -> None:
    article = library.article("one")
    assert article
    kept = open_kept(library)
    talk = kept.conversations.start(ANNA, "Which plants?")
    answer = answered("Which plants?", article)
    kept.conversations.finish(ANNA, talk.leaf, answer)
    clipping = kept.clippings.add(ANNA, "one", article.sha256, Span(0, 3))
    draft = kept.drafts.write(ANNA, "What I write", "draft.md", 0)
    corpus.write(one="All is new here.")
    corpus.sync()
    corpus.sync(rebuild=True)
    reopened = Library(corpus.state, MANIFEST)
    again = open_kept(reopened)
    assert again.on_disk
    assert again.drafts.read(ANNA) == draft
    (turn,) = again.conversations.open(ANNA, talk.info.id).turns
    assert turn.answer == answer
    assert all(reopened.recheck(citation) for citation in answer.citations), "the old version"
    assert again.clippings.all(ANNA) == [clipping]
    reopened.close()


def test_only_the_user_may_read_where_conversations_are_kept(
    library: Library, corpus: Corpus
) -> None:
    corpus.state.chmod(0o755)
    open_kept(library, keep=False)
    assert stat.S_IMODE(corpus.state.stat().st_mode) == 0o755
    open_kept(library)
    assert stat.S_IMODE(corpus.state.stat().st_mode) == 0o700


def test_nothing_is_written_where_nothing_is_to_be_kept(library: Library, corpus: Corpus) -> None:
    kept = open_kept(library, keep=False)
    assert not kept.on_disk
    talk = kept.conversations.start(ANNA, "Is Zweifelhaftigkeit a word?")
    kept.conversations.finish(ANNA, talk.leaf, BOTH)
    article = library.article("one")
    assert article
    kept.clippings.add(ANNA, "one", article.sha256, Span(0, 3))
    assert kept.conversations.open(ANNA, talk.info.id).turns[0].answer == BOTH
    assert open_kept(library).conversations.find(ANNA) == []
    data = b"".join(path.read_bytes() for path in corpus.state.glob(f"{FILE_NAME}*"))
    assert b"weifelhaftigkeit" not in data
    assert b"Erbsenzaehlerei" not in data


def test_in_memory_only_the_latest_are_kept(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.library.kept.MOST_RECENT", 2)
    assert MOST_RECENT == 500
    conversations = open_kept(library, keep=False).conversations
    ids = [conversations.start(ANNA, f"Question {number}?").info.id for number in range(3)]
    assert [info.id for info in conversations.find(ANNA)] == [ids[2], ids[1]]


def test_a_library_that_can_not_be_written_keeps_in_memory(
    library: Library, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library.catalog.database, "read_only", True)
    kept = open_kept(library)
    kept.conversations.start(ANNA, "Which plants?")
    assert not kept.on_disk
    assert owners(library.catalog.database) == []


def test_what_was_deleted_leaves_for_good_after_30_days(library: Library) -> None:
    database = library.catalog.database
    kept = open_kept(library)
    article = library.article("one")
    assert article
    old, new = (kept.conversations.start(ANNA, "Which plants?").info.id for _ in range(2))
    clipping = kept.clippings.add(ANNA, "one", article.sha256, Span(0, 3))
    kept.conversations.delete(ANNA, old)
    kept.clippings.delete(ANNA, clipping.id)
    kept.drafts.write(ANNA, "What I write", "", 0)
    kept.drafts.delete(ANNA)
    age(database, KEPT_DAYS - 1)
    purge(database)
    assert whose(database, old) == ANNA
    age(database, 2)
    open_kept(library)
    with pytest.raises(NotKept):
        whose(database, old)
    with pytest.raises(NotKept):
        kept.clippings.restore(ANNA, clipping.id)
    kept.drafts.restore(ANNA)
    assert kept.drafts.read(ANNA).text == ""
    assert [info.id for info in kept.conversations.find(ANNA)] == [new]


def test_the_machines_owner_sees_and_erases_all(library: Library, corpus: Corpus) -> None:
    database = library.catalog.database
    open_kept(library).drafts.write(ANNA, "Is Erbsenzaehlerei one?", "", 0)
    kept = open_kept(library).conversations
    names = [kept.start(owner, "Is Zweifelhaftigkeit a word?").info.id for owner in (BERT, ANNA)]
    assert owners(database) == [ANNA, BERT]
    assert [whose(database, name) for name in names] == [BERT, ANNA]
    kept.delete(ANNA, names[1])
    assert owners(database) == [BERT]
    assert erase_all(database) == (2, 0)
    assert erase_all(database) == (0, 0)
    data = b"".join(path.read_bytes() for path in Path(corpus.state).glob(f"{FILE_NAME}*"))
    assert b"weifelhaftigkeit" not in data
    assert b"Erbsenzaehlerei" not in data
