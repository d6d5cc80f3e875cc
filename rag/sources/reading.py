"""The articles in the bytes of a file, whatever its format: the one way from bytes to articles.

No file is opened here and no network: what a hostile file does, it does to one pure function.
"""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from rag.errors import CorpusError
from rag.sources.about import Reading
from rag.sources.detecting import format_of
from rag.sources.guarding import own_errors

_LOADERS = {
    "text": "text:load_plain",
    "markdown": "text:load_markdown",
    "html": "html:load_html",
    "mhtml": "mail:load_mhtml",
    "pdf": "pdf:load_pdf",
    "docx": "word:load_docx",
    "odt": "odf:load_odt",
    "epub": "epub:load_epub",
    "mail": "mail:load_mail",
    "mbox": "mail:load_mbox",
    "feed": "feed:load_feed",
    "json": "rows:load_json",
    "jsonl": "rows:load_jsonl",
    "csv": "rows:load_csv",
    "warc": "warc:load_warc",
    "zip": "zips:load_zip",
}
"""Where each format's loader is: a module of `rag.sources.formats`, and the function in it."""
MOST_BYTES = 10_000_000
"""The most bytes of a text or a page; what holds several articles, or pictures, may have more."""
_SMALL = ("text", "markdown", "html", "mail")


def read_articles(data: bytes, name: str, nested: bool = False) -> Reading:
    """Return the articles in a file, and what of it could not be read.

    Args:
        data: the bytes of the file.
        name: what it is called, with its ending: what a reader sees.
        nested: whether it lies in an archive, and may be none itself.

    Raises:
        CorpusError: when nothing in it can be read; one line that says why.
    """
    if not data:
        raise CorpusError("empty file: put text into it")
    with own_errors():
        kind = format_of(data, name)
    if nested and kind in ("zip", "warc"):
        raise CorpusError("an archive in an archive: unpack it")
    if kind in _SMALL and len(data) > MOST_BYTES:
        raise CorpusError(f"larger than {MOST_BYTES // 1_000_000} MB: split it")
    module, _, function = _LOADERS[kind].partition(":")
    load: Callable[[bytes, str], Reading] = getattr(
        import_module(f"rag.sources.formats.{module}"), function
    )
    with own_errors():
        reading = load(data, name)
    if not reading.articles:
        reasons = "; ".join(reading.warnings) or "nothing to read"
        raise CorpusError(f"no article in it: {reasons[:300]}")
    return replace(reading, format=kind)
