from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
import sqlalchemy as sa

from rag.errors import IndexBroken, IndexMissing
from rag.library.database import IN_MEMORY, Database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Was ist das? %41.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    """A database with one table, which holds one number."""
    database = Database(path)
    with database.writing() as connection:
        connection.execute(sa.text("CREATE TABLE numbers (number INTEGER)"))
        connection.execute(sa.text("INSERT INTO numbers VALUES (1)"))
    yield database
    database.close()


def numbers(database: Database) -> list[int]:
    with database.reading() as connection:
        return list(connection.execute(sa.text("SELECT number FROM numbers")).scalars())


def test_what_was_written_is_read(database: Database, path: Path) -> None:
    assert numbers(database) == [1]
    assert not database.read_only
    assert {name.name for name in path.parent.iterdir()} >= {path.name}, "under its name as it is"


def test_a_reading_sees_what_was_there_when_it_began(database: Database) -> None:
    with database.reading() as connection:
        count = sa.text("SELECT count(*) FROM numbers")
        assert connection.execute(count).scalar() == 1
        with database.writing() as writer:
            writer.execute(sa.text("INSERT INTO numbers VALUES (2)"))
        assert connection.execute(count).scalar() == 1
    assert numbers(database) == [1, 2]


def test_what_fails_is_not_written(database: Database) -> None:

    def write(error: Exception) -> None:
        with database.writing() as connection:
            connection.execute(sa.text("INSERT INTO numbers VALUES (2)"))
            raise error

    with pytest.raises(KeyError):
        write(KeyError())
    assert numbers(database) == [1]


def test_an_error_of_the_database_is_ours(database: Database) -> None:
    message = "no such table: nowhere; check that its folder can be written and has space"
    with pytest.raises(IndexBroken, match=message), database.reading() as connection:
        connection.execute(sa.text("SELECT 1 FROM nowhere"))


def test_a_deleted_file_is_missing_and_one_made_anew_is_read(
    database: Database, path: Path
) -> None:
    path.unlink()
    with pytest.raises(IndexMissing, match="was deleted: run `rag index PATH`"):
        numbers(database)
    for left in path.parent.iterdir():
        left.unlink()
    other = Database(path)
    with other.writing() as connection:
        connection.execute(sa.text("CREATE TABLE numbers (number INTEGER)"))
    assert numbers(database) == []
    other.close()


def test_a_database_that_can_not_be_written_is_read(
    database: Database, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.close()
    monkeypatch.setattr("os.access", lambda path, mode: False)  # the tests may run as root
    reader = Database(path)
    assert reader.read_only
    assert numbers(reader) == [1]
    message = "attempt to write a readonly database; check that its folder"
    with pytest.raises(IndexBroken, match=message), reader.writing() as connection:
        connection.execute(sa.text("INSERT INTO numbers VALUES (2)"))
    reader.close()


def test_what_was_erased_is_overwritten(database: Database, path: Path) -> None:
    with database.writing() as connection:
        connection.execute(sa.text("CREATE TABLE words (word TEXT)"))
        connection.execute(sa.text("INSERT INTO words VALUES ('Zweifelhaftigkeit')"))
    with database.erasing() as connection:
        connection.execute(sa.text("DELETE FROM words"))
    files = [file for file in path.parent.iterdir() if file.name.startswith(path.name)]
    assert b"Zweifelhaftigkeit" not in b"".join(file.read_bytes() for file in files)
    with database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 0
    with suppress(RuntimeError), database.erasing() as connection:
        connection.execute(sa.text("DELETE FROM numbers"))
        raise RuntimeError
    assert numbers(database) == [1]


def test_a_database_in_memory_is_one_for_all_threads() -> None:
    database = Database(IN_MEMORY)
    with database.writing() as connection:
        connection.execute(sa.text("CREATE TABLE numbers (number INTEGER)"))

    def add(number: int) -> None:
        with database.writing() as connection:
            connection.execute(sa.text("INSERT INTO numbers VALUES (:n)"), {"n": number})

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, range(20)))
    assert sorted(numbers(database)) == list(range(20))
    with database.erasing() as connection:
        connection.execute(sa.text("DELETE FROM numbers"))
    assert numbers(database) == []
    database.close()
