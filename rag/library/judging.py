"""What is stored is judged again where other patterns judged it: does its text talk to a model?"""

import sqlalchemy as sa

from rag.core.article import Article
from rag.core.span import Span
from rag.errors import IndexBroken
from rag.language.sentences import sentence_spans
from rag.library.database import START_ANEW, Database
from rag.library.rows import judgement
from rag.library.schema import articles_table, chunks_table, meta_table, versions_table
from rag.sources.injection import is_injection, judged, suspicions, version

KEY = "judged"
"""Under it the table "meta" has the version of the patterns that judged what is stored."""


def is_judged(connection: sa.Connection) -> bool:
    """Tell whether the patterns of this Footnote judged what is stored."""
    query = sa.select(meta_table.c.value).where(meta_table.c.key == KEY)
    return connection.execute(query).scalar() == version()


def judge_again(database: Database) -> None:
    """Judge what a catalog stores, where other patterns than this Footnote's judged it."""
    with database.reading() as connection:
        if is_judged(connection):
            return
    with database.writing() as connection:
        judge_stored(connection)


def judge_stored(connection: sa.Connection) -> None:
    """Judge every stored article and earlier version, one by one.

    Args:
        connection: to the catalog, in a transaction that may write.

    Raises:
        IndexBroken: when the catalog is damaged.
    """
    for table, names in ((articles_table, ("id",)), (versions_table, ("article_id", "sha256"))):
        keys = connection.execute(sa.select(*(table.c[name] for name in names))).all()
        for key in keys:
            its = [table.c[name] == value for name, value in zip(names, key, strict=True)]
            query = sa.select(table.c.title, table.c.text, table.c.language).where(*its)
            row = connection.execute(query).one()
            cut = _sentences(connection, key[0]) if table is articles_table else []
            spans = suspicions(row.text, cut or sentence_spans(row.text, row.language))
            values = judgement(tuple(spans), is_injection(row.title))
            connection.execute(sa.update(table).where(*its).values(values))
    connection.execute(sa.delete(meta_table).where(meta_table.c.key == KEY))
    connection.execute(sa.insert(meta_table).values(key=KEY, value=version()))


def with_judgement(article: Article) -> Article:
    """Return an article that was judged."""
    return judged(article, sentence_spans(article.text, article.language))


def _sentences(connection: sa.Connection, article_id: str) -> list[Span]:
    columns = chunks_table.c
    query = sa.select(columns.sentences).where(columns.article_id == article_id)
    several = connection.execute(query.order_by(columns.start)).scalars()
    try:
        return [Span(start, end) for sentences in several for start, end in sentences]
    except (TypeError, ValueError) as error:
        raise IndexBroken(f"the chunks of {article_id!r} are damaged: {START_ANEW}") from error
