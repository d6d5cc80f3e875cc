"""Bring a catalog that an earlier Footnote made up to date, step by step, when it is opened.

The number of the last step stands in the table "meta" under "schema"; a catalog without it was made
before there were steps. A step changes tables by alembic's operations; what is computed anew of the
articles comes after the last one.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import sqlalchemy as sa

from rag.errors import IndexBroken
from rag.library.copies import update
from rag.library.judging import judge_stored
from rag.library.schema import (
    articles_table,
    clippings_table,
    clusters_table,
    conversations_table,
    copies_table,
    drafts_table,
    files_table,
    meta_table,
    metadata,
    quotes_table,
    sketches_table,
    turns_table,
    versions_table,
)

if TYPE_CHECKING:
    from alembic.operations import Operations

KEY = "schema"


def migrate(connection: sa.Connection) -> None:
    """Make the tables that are missing and run the steps that this catalog has not seen.

    Args:
        connection: to the catalog, in a transaction that may write.

    Raises:
        IndexBroken: when a later Footnote made the catalog.
    """
    is_new = not sa.inspect(connection).has_table(meta_table.name)
    version = VERSION if is_new else schema_version(connection)
    if version > VERSION:
        raise IndexBroken(
            f"the catalog has schema {version}, this Footnote knows {VERSION}: update footnote-rag"
        )
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    operations = Operations(MigrationContext.configure(connection))
    for step in _STEPS[version:]:
        step(operations)
    for number, fill in _FILLS.items():
        if version < number:
            fill(connection)
    metadata.create_all(connection)
    connection.execute(sa.delete(meta_table).where(meta_table.c.key == KEY))
    connection.execute(sa.insert(meta_table).values(key=KEY, value=str(VERSION)))


def is_current(connection: sa.Connection) -> bool:
    """Tell whether nothing has to be done."""
    if not sa.inspect(connection).has_table(meta_table.name):
        return False
    return schema_version(connection) == VERSION


def schema_version(connection: sa.Connection) -> int:
    """Return the number of the last step that a catalog has seen."""
    query = sa.select(meta_table.c.value).where(meta_table.c.key == KEY)
    return int(connection.execute(query).scalar() or 0)


def _outlets_languages_and_named_versions(operations: "Operations") -> None:
    """Call the outlet so, add languages, and keep of earlier versions what a citation shows.

    What the versions of an article were called is not known; they get what it is called now.
    """
    operations.drop_index("ix_articles_source", "articles")
    operations.execute("ALTER TABLE articles RENAME COLUMN source TO outlet")
    operations.create_index("ix_articles_outlet", "articles", ["outlet"])
    operations.add_column("articles", _column("language", "en"))
    operations.add_column("versions", sa.Column("published", sa.Date))
    for name in ("title", "outlet", "url"):
        operations.add_column("versions", _column(name, ""))
    operations.add_column("versions", _column("language", "en"))
    names = ("title", "outlet", "url", "published")
    same = articles_table.c.id == versions_table.c.article_id
    values = {
        name: sa.select(articles_table.c[name]).where(same).scalar_subquery() for name in names
    }
    operations.execute(sa.update(versions_table).where(sa.exists().where(same)).values(values))


def _authors(operations: "Operations") -> None:
    """Add who wrote an article, and who wrote its earlier versions; nobody is known yet."""
    for table in (articles_table, versions_table):
        column = sa.Column("authors", sa.JSON, nullable=False, server_default="[]")
        operations.add_column(table.name, column)


def _details_and_digests(operations: "Operations") -> None:
    """Add what else is known of articles and versions, and the digests of articles.

    An article without a digest is taken to have changed when its file has.
    """
    for table in (articles_table, versions_table):
        column = sa.Column("details", sa.JSON, nullable=False, server_default="{}")
        operations.add_column(table.name, column)
    operations.add_column("articles", _column("digest", ""))


def _files(operations: "Operations") -> None:
    """Add the files as they were seen; none was, so the next sync reads each once."""
    files_table.create(operations.get_bind())


def _clusters(operations: "Operations") -> None:
    """Add what is a copy of what."""
    operations.create_index("ix_articles_sha256", "articles", ["sha256"])
    connection = operations.get_bind()
    for table in (sketches_table, copies_table, clusters_table):
        table.create(connection)


def _suspicions(operations: "Operations") -> None:
    """Add which text of articles and versions talks to a language model."""
    for table in (articles_table, versions_table):
        spans = sa.Column("suspicions", sa.JSON, nullable=False, server_default="[]")
        operations.add_column(table.name, spans)
        title = sa.Column("suspicious_title", sa.Boolean, nullable=False, server_default=sa.false())
        operations.add_column(table.name, title)


def _find_copies(connection: sa.Connection) -> None:
    update(connection, connection.execute(sa.select(articles_table.c.id)).scalars())


def _conversations(operations: "Operations") -> None:
    """Add conversations and clippings; none was kept before."""
    for table in (conversations_table, turns_table, quotes_table, clippings_table):
        table.create(operations.get_bind())


def _revisions(operations: "Operations") -> None:
    """Add by which parsers files were read, and what is followed; each file is read once more."""
    inspector = sa.inspect(operations.get_bind())
    have = {column["name"] for column in inspector.get_columns(files_table.name)}
    number = sa.Column("revision", sa.Integer, nullable=False, server_default="0")
    for column in (_column("format", ""), number, _column("limit", "")):
        if column.name not in have:  # a step before this one may have made the table as it is now
            operations.add_column(files_table.name, column)


def _modes(operations: "Operations") -> None:
    """Add how questions were to be answered; of earlier ones it is not known: as quoted."""
    columns = sa.inspect(operations.get_bind()).get_columns(turns_table.name)
    if "mode" not in {column["name"] for column in columns}:  # the table may be as it is now
        operations.add_column(turns_table.name, _column("mode", "quoted"))


def _sketches_once(operations: "Operations") -> None:
    """Keep shingles in the tree of their key alone; SQLite had a table beside it."""
    operations.drop_index("ix_sketches_article_id", sketches_table.name, if_exists=True)
    operations.rename_table(sketches_table.name, "sketches_before")
    sketches_table.create(operations.get_bind())
    operations.execute(
        "INSERT INTO sketches (shingle, article_id) "
        "SELECT shingle, article_id FROM sketches_before ORDER BY shingle, article_id"
    )
    operations.drop_table("sketches_before")


def _drafts(operations: "Operations") -> None:
    """Add the texts that are being written; none was kept before."""
    drafts_table.create(operations.get_bind(), checkfirst=True)


def _column(name: str, default: str) -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=False, server_default=default)


_STEPS: "list[Callable[[Operations], None]]" = [
    _outlets_languages_and_named_versions,
    _authors,
    _details_and_digests,
    _files,
    _clusters,
    _conversations,
    _suspicions,
    _revisions,
    _modes,
    _sketches_once,
    _drafts,
]
VERSION = len(_STEPS)
_FILLS: dict[int, Callable[[sa.Connection], None]] = {5: _find_copies, 7: judge_stored}
"""What is computed of the articles that are there, by the number of the step that made room for it.

It reads the tables as they are today, so it comes after all steps."""
