import sqlite3
from contextlib import closing
from pathlib import Path

from rag.library.catalog import FILE_NAME, Catalog
from rag.library.migrations import KEY
from tests.library.entries import put_all


def test_shingles_stay_as_they_are_stored_once(tmp_path: Path) -> None:
    put_all(Catalog(tmp_path / FILE_NAME))
    path = tmp_path / FILE_NAME
    with closing(sqlite3.connect(path)) as old, old:
        kept = old.execute("SELECT shingle, article_id FROM sketches ORDER BY 1, 2").fetchall()
        old.executescript(
            "DROP TABLE sketches; CREATE TABLE sketches (shingle BIGINT NOT NULL, "
            "article_id VARCHAR NOT NULL, PRIMARY KEY (shingle, article_id)); "
            "CREATE INDEX ix_sketches_article_id ON sketches (article_id);"
        )
        kept += [(7, "heide"), (8, "heide")]
        old.executemany("INSERT INTO sketches VALUES (?, ?)", kept)
        old.execute(f"UPDATE meta SET value = '9' WHERE key = '{KEY}'")
    Catalog(path).close()
    with closing(sqlite3.connect(path)) as new:
        rows = new.execute("SELECT shingle, article_id FROM sketches ORDER BY 1, 2").fetchall()
        assert rows == sorted(kept)
        made = new.execute("SELECT sql FROM sqlite_master WHERE name = 'sketches'").fetchone()[0]
        assert "WITHOUT ROWID" in made
