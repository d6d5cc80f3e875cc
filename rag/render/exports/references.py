"""The articles behind answers as references: RIS and CSL-JSON, as citation managers read them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from rag.core.answer import Answer, Citation
from rag.core.article import ArticleInfo
from rag.core.text import one_line
from rag.render.blocks import page_label, qualified
from rag.render.escape import linked, plain


def ris(answers: Sequence[Answer], as_of: date | None = None) -> str:
    """Return the articles that answers cite or list as RIS, their quotes as notes.

    Args:
        answers: the answers.
        as_of: the day on which the articles were looked at.
    """
    records = ("".join(_record(article, quotes, as_of)) for article, quotes in _cited(answers))
    return "\r\n".join(records)


def csl(answers: Sequence[Answer], as_of: date | None = None) -> str:
    """Return the articles that answers cite or list as CSL-JSON, their quotes as notes.

    Args:
        answers: the answers.
        as_of: the day on which the articles were looked at.
    """
    items = [_item(article, quotes, as_of) for article, quotes in _cited(answers)]
    return json.dumps(items, indent=2, ensure_ascii=False) + "\n"


def _cited(answers: Iterable[Answer]) -> list[tuple[ArticleInfo, list[str]]]:
    """Return each version of an article once, in the order of first use, with its quotes."""
    found: dict[tuple[str, str], tuple[ArticleInfo, list[str]]] = {}
    for answer in answers:
        for citation in answer.citations:
            article = citation.article
            _, quotes = found.setdefault((article.id, article.sha256), (article, []))
            if (quote := _quote(citation)) not in quotes:
                quotes.append(quote)
        for article in answer.articles:
            found.setdefault((article.id, article.sha256), (article, []))
    return list(found.values())


def _quote(citation: Citation) -> str:
    page = f" ({page_label(citation.page)})" if citation.page else ""
    caveat = f" {qualified(citation)}" if citation.caveat else ""
    return f"“{one_line(citation.quote)}”{page}{caveat}"


def _record(article: ArticleInfo, quotes: Iterable[str], as_of: date | None) -> Iterator[str]:
    fields = [
        ("TY", "NEWS"),
        ("TI", article.title),
        *(("AU", author) for author in article.authors),
        ("T2", article.outlet),
        ("DA", f"{article.published:%Y/%m/%d}/" if article.published else ""),
        ("PY", f"{article.published:%Y}" if article.published else ""),
        ("SE", article.details.section),
        ("UR", linked(article.url)),
        ("Y2", f"{as_of:%Y/%m/%d}/" if as_of else ""),
        ("LA", article.language),
        ("ID", article.id),
        ("N1", f"version {article.sha256}"),
        *(("N1", quote) for quote in quotes),
    ]
    for tag, value in fields:
        if text := plain(one_line(value)):  # a line end would begin a field
            yield f"{tag}  - {text}\r\n"
    yield "ER  - \r\n"


def _item(article: ArticleInfo, quotes: Sequence[str], as_of: date | None) -> dict[str, Any]:
    values = {
        "id": article.id,
        "type": "article-newspaper",
        "title": article.title,
        "author": [{"literal": author} for author in article.authors],
        "container-title": article.outlet,
        "section": article.details.section,
        "issued": _day(article.published),
        "accessed": _day(as_of),
        "URL": linked(article.url),
        "language": article.language,
        "note": "\n".join([f"version {article.sha256}", *quotes]),
    }
    return {name: value for name, value in values.items() if value}


def _day(when: date | None) -> dict[str, Any]:
    return {"date-parts": [[when.year, when.month, when.day]]} if when else {}
