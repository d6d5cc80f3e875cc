"""Articles as records: JSON, JSON lines, CSV; the names of their fields are `read_mapping`'s."""

import csv
import json
import re
from collections.abc import Iterable, Mapping
from io import StringIO
from typing import Any

from rag.errors import CorpusError, PassedOver
from rag.sources.about import About, Reading, make_article, only
from rag.sources.encodings import decode
from rag.sources.formats.fragments import is_html, words_of
from rag.sources.frame import find_body
from rag.sources.mapping import line, read_mapping
from rag.sources.parts import Parts

_SURE = """text body content articlebody fulltext article story maintext contenthtml htmlcontent
    contenttext html markdown volltext inhalt""".split()
_UNSURE = ("description", "summary", "abstract")
"""The names of a text that is an article's only where there are a title and a day or an address."""
_IDS = ("id", "guid", "uuid", "uid", "articleid", "slug", "url", "link", "permalink")
_LISTS = ("articles", "items", "documents", "docs", "data", "results", "posts", "entries", "news")
_LONGEST_FIELD = 10_000_000


def load_json(data: bytes, name: str) -> Reading:
    """Return the articles of a JSON file: an object, a list, or an object with a list in it.

    Raises:
        PassedOver: when there are none.
        CorpusError: for what is no JSON.
    """
    text, warning = decode(data)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise CorpusError(f"not JSON{where}: mend or convert it") from error
    if isinstance(found, dict):
        records = next((found[key] for key in _LISTS if isinstance(found.get(key), list)), [found])
    else:
        records = found if isinstance(found, list) else []
    return _records(records, name, warning)


def load_jsonl(data: bytes, name: str) -> Reading:
    """Return the articles of a file with one JSON object a line; a broken line is a warning."""
    text, warning = decode(data)
    records: list[object] = []
    for number, row in enumerate(text.split("\n"), start=1):
        if row.strip():
            try:
                records.append(json.loads(row))
            except (ValueError, RecursionError):
                records.append(f"line {number} is not JSON")
    return _records(records, name, warning)


def load_csv(data: bytes, name: str) -> Reading:
    """Return the articles of a table, one a row; a table without texts is one article of rows.

    Raises:
        CorpusError: for what is no table.
    """
    text, warning = decode(data)
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise CorpusError(f"not a table ({error}): mend or convert it") from error
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    head = [cell.strip() for cell in rows[0]] if rows else []
    if not {_plain(cell) for cell in head} & {*_SURE, *_UNSURE}:
        lines = [" | ".join(line(cell) for cell in row) for row in rows]
        about = About(warnings=[warning] if warning else [])
        return only(make_article("\n".join(lines), name, about), about)
    return _records((dict(zip(head, row, strict=False)) for row in rows[1:]), name, warning)


def _delimiter(text: str) -> str:
    head = text.lstrip().split("\n")[0]
    return max(",;\t|", key=head.count)


def _records(records: Iterable[object], name: str, warning: str) -> Reading:
    parts = Parts(name)
    if warning:
        parts.warn(warning)
    for number, record in enumerate(records, start=1):
        if isinstance(record, Mapping):
            with parts.guard(f"record {number}"):
                _add(parts, record)
        else:
            parts.warn(record if isinstance(record, str) and len(record) < 60 else "no object")
    if not parts.count and not parts.failed:
        raise PassedOver("holds no articles")
    return parts.reading()


def _add(parts: Parts, record: Mapping[Any, Any]) -> None:
    named = {_plain(key): value for key, value in record.items()}
    texts = {*_SURE, *_UNSURE}
    about = read_mapping({k: v for k, v in record.items() if _plain(k) not in texts}, "record")
    names = (*_SURE, *(_UNSURE if about.title and (about.published or about.url) else ()))
    key = next((name for name in names if isinstance(named.get(name), str)), "")
    if not key:
        parts.warn(f"{about.title[:60] or 'a record'}: without text")
        return
    text = named[key].strip()
    if is_html(text):
        text = words_of(text)
    body = text[find_body(text, about, headline=bool(about.title))]
    part = next((line(named[key]) for key in _IDS if named.get(key)), about.slug)
    parts.add(part, body, about)


def _plain(name: object) -> str:
    return re.sub(r"[\W_]+", "", str(name).lower())
