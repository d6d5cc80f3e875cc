import sqlite3
from contextlib import closing
from pathlib import Path

from rag.core.conversation import Mode
from rag.library.catalog import FILE_NAME, Catalog
from rag.library.conversations import Conversations
from rag.library.migrations import KEY
from tests.library.keeping import ANNA


def test_questions_from_before_modes_were_kept_are_quoted(tmp_path: Path) -> None:
    before = Catalog(tmp_path / FILE_NAME)
    talk = Conversations(before.database).start(ANNA, "Which plants?", mode=Mode.WRITTEN)
    before.close()
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as old, old:
        old.execute("ALTER TABLE turns DROP COLUMN mode")
        old.execute("UPDATE meta SET value = '8' WHERE key = ?", (KEY,))
    catalog = Catalog(tmp_path / FILE_NAME)
    kept = Conversations(catalog.database)
    assert kept.open(ANNA, talk.info.id).turns[0].mode is Mode.QUOTED
    second = kept.add(ANNA, talk.info.id, "And now?", mode=Mode.WRITTEN)
    assert kept.open(ANNA, talk.info.id).turn(second.id) == second
    assert second.mode is Mode.WRITTEN
    catalog.close()
