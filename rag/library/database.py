"""The connections to the catalog's database, and what its errors mean."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from rag.errors import IndexBroken, IndexMissing
from rag.library.places import inode

_IMMEDIATE = "footnote_immediate"
"""The execution option of a transaction that takes SQLite's write lock at once."""
IN_MEMORY = "sqlite://"
"""The URL of a database that lives as long as it is open."""
_DAMAGED = ("malformed", "not a database", "Could not decode")
_LONGEST = 120
"""How much is told of an error; SQLite quotes whole texts."""
START_ANEW = (
    "move the state folder away and run `rag index PATH`; "
    "feedback and earlier versions stay in the old one"
)
"""What to do when the catalog is damaged: it is what everything else is rebuilt from."""


class Database:
    """A database, followed when its file is replaced; safe to use from several threads.

    Args:
        url: an SQLAlchemy URL or the path of a SQLite file, which is created when it is missing.

    Attributes:
        read_only: whether the file or its folder can't be written, or its disk was full.

    Raises:
        IndexBroken: when the path is a folder or the like.
    """

    def __init__(self, url: str | Path) -> None:
        self._path = url if isinstance(url, Path) else None
        if self._path and self._path.exists() and not self._path.is_file():
            raise IndexBroken(f"catalog {self._path} is not a file: {START_ANEW}")
        location = sa.URL.create("sqlite", database=str(url)) if self._path else str(url)
        self.read_only = bool(self._path and _read_only(self._path))
        options: dict[str, Any] = {"max_overflow": -1} if self._path else {}  # as many as ask
        if self._path and self.read_only:
            # each reading looks anew how the file can be opened
            creator = partial(_connect_read_only, self._path)
            options = {"creator": creator, "poolclass": sa.NullPool}
        if url == IN_MEMORY:  # each connection would have a database of its own
            shared = {"connect_args": {"check_same_thread": False}, "poolclass": sa.QueuePool}
            options = {"pool_size": 1, "max_overflow": 0, **shared}
        self._engine = sa.create_engine(location, **options)
        self._writer = self._engine.execution_options(**{_IMMEDIATE: True})
        if self._engine.dialect.name == "sqlite":
            sa.event.listen(
                self._engine,
                "connect",
                _configure_reader if self.read_only else _configure_sqlite,
            )
            sa.event.listen(self._engine, "begin", _begin_sqlite)
        self._process = os.getpid()
        if self._path and not self._path.exists():
            with suppress(OSError):  # SQLite says what is wrong
                self._path.touch()
        self._file = self._path and inode(self._path)

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Open a transaction that reads."""
        self._follow()
        with self._errors(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Open a transaction that writes."""
        self._follow()
        with self._errors(), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def erasing(self) -> Iterator[sa.Connection]:
        """Open a transaction that writes; what it deletes in a SQLite file is overwritten there."""
        with self.writing() as connection:
            if not self._path:
                yield connection
                return
            connection.exec_driver_sql("PRAGMA secure_delete=ON")
            try:
                yield connection
            finally:  # the connection is used again
                connection.exec_driver_sql("PRAGMA secure_delete=OFF")
        with closing(sqlite3.connect(self._path, timeout=1)) as alone:
            alone.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def _follow(self) -> None:
        """Let go of a file that another one has replaced.

        Raises:
            IndexMissing: when it was deleted.
            IndexBroken: in a process that was forked after the database was opened.
        """
        if os.getpid() != self._process:
            raise IndexBroken(
                "the index was opened before this process was forked: open it in each process"
            )
        if not self._path or not self._file:
            return
        file = inode(self._path)
        if not file:
            raise IndexMissing(
                f"the index in {self._path.parent} was deleted: run `rag index PATH`"
            )
        if file != self._file:
            self._engine.dispose()
            self._file = file

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (sa.exc.DBAPIError, sqlite3.Error) as error:
            cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
            advice = "check that its folder can be written and has space"
            if any(words in str(cause) for words in _DAMAGED):
                advice = START_ANEW
            reason = " ".join(str(cause).split())[:_LONGEST]
            raise IndexBroken(f"catalog {self._engine.url.database}: {reason}; {advice}") from error


def _read_only(path: Path) -> bool:
    if not path.exists():
        return False
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return True
    connection = sqlite3.connect(path)
    try:
        _configure_sqlite(connection)
        connection.execute("SELECT 1 FROM sqlite_master").close()
    except sqlite3.OperationalError:  # a full disk: SQLite has no room for the files beside it
        return True
    except sqlite3.Error:  # a damaged file, which the first reading reports
        return False
    finally:
        connection.close()
    return False


def _connect_read_only(path: Path) -> sqlite3.Connection:
    """Open a file that can't be written, as immutable where SQLite needs to write beside it."""
    uri = path.absolute().as_uri()
    for mode in ("mode=ro", "mode=ro&immutable=1"):
        connection = sqlite3.connect(f"{uri}?{mode}", uri=True, check_same_thread=False)
        try:
            connection.execute("SELECT 1 FROM sqlite_master").close()
            break
        except sqlite3.OperationalError:
            connection.close()
    else:
        raise sqlite3.OperationalError("unable to open database file")
    return connection


def _configure_reader(connection: Any, _record: object = None) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA busy_timeout=10000").close()


def _configure_sqlite(connection: Any, _record: object = None) -> None:
    connection.isolation_level = None
    pragmas = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=10000")
    try:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").close()
    except UnicodeDecodeError as error:  # of the message that quotes what is damaged
        raise sqlite3.DatabaseError("malformed database schema") from error


def _begin_sqlite(connection: sa.Connection) -> None:
    immediate = connection.get_execution_options().get(_IMMEDIATE)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
