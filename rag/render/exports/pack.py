"""The evidence pack: answers with all that proves their quotes, in one file that can be checked.

It is a zip archive, so that whoever gets it can read its parts without Footnote: the page in a
browser, a text by `sha256sum`, which gives the hash that the citations name. Nothing in it depends
on the time, the machine or a compressor: its parts are sorted, stored as they are, and undated, so
the same answers give the same bytes, and a byte that is not as it was written is found.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from rag.core.answer import Answer, Citation
from rag.core.span import Span
from rag.render.exports.handout import handout
from rag.render.exports.html import html_document
from rag.render.json import answer_dict
from rag.render.wording import ENGLISH, Wording

FORMAT, VERSION = "footnote evidence", 1
MANIFEST, ANSWERS, QUOTES, MADE_WITH, PAGE = (
    "manifest.json",
    "answers.json",
    "quotes.json",
    "made-with.json",
    "answers.html",
)
TEXTS = "articles/"
MOST_CONTEXT = 500
"""The most characters of an article that stand in the pack before a quote, and after it."""

Texts = Mapping[tuple[str, str], str]
"""The texts that were quoted, by the article's id and the text's hash."""


def write_pack(
    answers: Sequence[Answer],
    texts: Texts,
    made_with: Mapping[str, Any],
    title: str = "",
    as_of: date | None = None,
    with_articles: bool = False,
    t: Wording = ENGLISH,
) -> bytes:
    """Return an evidence pack.

    Args:
        answers: the answers, oldest first.
        texts: the texts that their citations quote.
        made_with: what the answers were made with, as values of JSON.
        title: what stands on top of the page; by default the question.
        as_of: the day on which the articles said so.
        with_articles: whether the whole texts are put in; otherwise only each quote's paragraph.
        t: the texts of the page.
    """
    fields = [answer_dict(answer) | {"seconds": {}} for answer in answers]
    quotes = [
        {"answer": place} | _quote(citation, texts[_key(citation)])
        for place, answer in enumerate(answers, start=1)
        for citation in answer.citations
    ]
    parts = {
        ANSWERS: as_json(fields),
        QUOTES: as_json(quotes),
        MADE_WITH: as_json(made_with),
        PAGE: html_document(handout(answers, title, as_of, t)).encode(errors="replace"),
    }
    if with_articles:
        cited = [citation for answer in answers for citation in answer.citations]
        parts |= {text_name(one.article.sha256): texts[_key(one)].encode() for one in cited}
    hashes = {name: digest(parts[name]) for name in sorted(parts)}
    manifest = {"format": FORMAT, "version": VERSION, "sha256": hashes}
    return packed(parts | {MANIFEST: as_json(manifest)})


def context(text: str, span: Span) -> Span:
    r"""Return the paragraph that a quote stands in, where it is not too long.

    >>> text = "First.\n\nIt opened. It makes cells.\n\nLast."
    >>> context(text, Span(8, 18)).slice(text)
    'It opened. It makes cells.'
    """
    start = max(text.rfind("\n\n", 0, span.start) + 2, span.start - MOST_CONTEXT)
    if start == 1:  # there is no paragraph before it
        start = 0
    end = text.find("\n\n", span.end)
    return Span(start, min(len(text) if end < 0 else end, span.end + MOST_CONTEXT))


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return parts as an archive: sorted, stored as they are, undated."""
    data = BytesIO()
    with ZipFile(data, "w", ZIP_STORED) as archive:
        for name in sorted(parts):
            info = ZipInfo(name)
            info.create_system, info.external_attr = 3, 0o644 << 16  # the same on every system
            archive.writestr(info, parts[name])
    return data.getvalue()


def _quote(citation: Citation, text: str) -> dict[str, Any]:
    article, around = citation.article, context(text, citation.span)
    return {
        "number": citation.number,
        "article_id": article.id,
        "start": citation.span.start,
        "end": citation.span.end,
        "quote": citation.quote,
        "text_sha256": article.sha256,
        "page": citation.page,
        "context": {"start": around.start, "end": around.end, "text": around.slice(text)},
        "title": article.title,
        "outlet": article.outlet,
        "url": article.url,
        "published": article.published.isoformat() if article.published else None,
        "authors": list(article.authors),
    }


def _key(citation: Citation) -> tuple[str, str]:
    return citation.article.id, citation.article.sha256


def text_name(sha256: str) -> str:
    """Return the name of the part that holds the text of a hash."""
    return f"{TEXTS}{sha256}.txt"


def as_json(value: object) -> bytes:
    """Return the bytes of a part that holds values."""
    text = json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    return text.encode(errors="replace")


def digest(data: bytes) -> str:
    """Return the sha256 of bytes."""
    return hashlib.sha256(data).hexdigest()
