"""The citations of answers as a table (CSV) that no spreadsheet takes for formulas."""

import csv
import re
from collections.abc import Sequence
from io import StringIO

from rag.core.answer import Answer
from rag.core.text import one_line
from rag.render.escape import linked, plain
from rag.render.exports.handout import handout

COLUMNS = (
    "number",
    "question",
    "quote",
    "title",
    "outlet",
    "published",
    "authors",
    "url",
    "page",
    "article_id",
    "start",
    "end",
    "text_sha256",
    "caveat",
)
_FORMULA = re.compile(r"(^|;)([\s\"']*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
"""Where a cell begins like a formula; a spreadsheet may split cells at ";" as well."""


def table(answers: Sequence[Answer]) -> str:
    """Return the citations of answers as CSV, a row each, numbered through all answers.

    It begins with a byte order mark, without which spreadsheets misread letters beyond ASCII.
    """
    out = StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    questions = [answer.question for answer in answers for _ in answer.citations]
    for question, note in zip(questions, handout(answers).notes, strict=True):
        citation = note.citation
        article = citation.article
        cells = (
            note.number,
            question,
            citation.quote,
            article.title,
            article.outlet,
            article.published.isoformat() if article.published else "",
            ", ".join(article.authors),
            linked(article.url),
            citation.page or "",
            article.id,
            citation.span.start,
            citation.span.end,
            article.sha256,
            citation.caveat.quote if citation.caveat else "",
        )
        writer.writerow([harmless(str(cell)) for cell in cells])
    return "\ufeff" + out.getvalue()


def harmless(cell: str) -> str:
    """Return a cell on one line, with an apostrophe where it would begin a formula.

    >>> harmless("=1+1"), harmless("fell; -5 %"), harmless("1-2")
    ("'=1+1", "fell; '-5 %", '1-2')
    """
    return _FORMULA.sub(r"\1\2'", plain(one_line(cell)))
