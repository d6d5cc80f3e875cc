"""An answer for a reader: JSON, plain text for the terminal, Markdown, HTML. Pure; everything from outside is escaped."""

import html
import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from itertools import zip_longest
from urllib.parse import urlsplit

from rag.article import Article, ArticleInfo
from rag.report import SyncReport
from rag.types import Answer, Citation, Hit, Sentence, Span

_BIDI = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\x1b\x80-\x9f]")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&$:])")


def answer_dict(answer: Answer) -> dict[str, object]:
    """Return an answer as the JSON object that every interface shows."""
    return {
        "question": answer.question,
        "standalone": answer.standalone,
        "answer": answer.text,
        "abstained": answer.abstained,
        "reason": str(answer.reason),
        "confidence": round(answer.confidence, 4),
        "written": answer.written,
        "removed": answer.removed,
        "note": answer.note,
        "columns": list(answer.columns),
        "sentences": [sentence_dict(sentence) for sentence in answer.sentences],
        "citations": [citation_dict(citation) for citation in answer.citations],
        "nearest": [
            {"article_id": near.article.id, "title": near.article.title, "score": round(near.score, 4)}
            for near in answer.nearest
        ],
        "options": list(answer.options),
        "seconds": {name: round(value, 4) for name, value in answer.seconds.items()},
        "usage": asdict(answer.usage) if answer.usage else None,
    }


def sentence_dict(sentence: Sentence) -> dict[str, object]:
    """Return a sentence as JSON.

    "support" is null where it is a quote, "warning" says why it is unsupported, "column" is the place in the answer's
    "columns" of the one that it is about, null where that is none or several.
    """
    return {
        "text": sentence.text,
        "citations": list(sentence.citations),
        "support": None if sentence.support is None else round(sentence.support, 4),
        "warning": sentence.warning,
        "column": sentence.column,
    }


def citation_dict(citation: Citation) -> dict[str, object]:
    """Return a citation as JSON; start and end are code points into the article's text, half-open.

    "answer" has start and end of the words of the quote that answer the question, null where none stand out.
    """
    article = citation.article
    return {
        "number": citation.number,
        "article_id": article.id,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "published": article.published.isoformat() if article.published else None,
        "start": citation.span.start,
        "end": citation.span.end,
        "quote": citation.quote,
        "answer": {"start": citation.answer.start, "end": citation.answer.end} if citation.answer else None,
        "text_sha256": article.sha256,
    }


def hit_dict(hit: Hit) -> dict[str, object]:
    """Return a search hit as JSON."""
    article, span = hit.chunk.article, hit.chunk.span
    return {
        "rank": hit.rank,
        "score": round(hit.score, 4),
        "article_id": article.id,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "published": article.published.isoformat() if article.published else None,
        "start": span.start,
        "end": span.end,
        "text": hit.chunk.text,
    }


def report_dict(report: SyncReport) -> dict[str, object]:
    """Return a sync report as JSON."""
    return asdict(report) | {"seconds": round(report.seconds, 3)}


def as_json(value: object) -> str:
    """Return JSON text, readable, with non-ASCII letters as they are."""
    return json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False)


def plain(text: str) -> str:
    """Return `text` safe for a terminal: no escape sequences, no bidirectional overrides."""
    return _BIDI.sub("", text)


def byline(article: ArticleInfo) -> str:
    """Return where an article comes from, in one line: title, source, date."""
    day = article.published.isoformat() if article.published else ""
    return " · ".join(filter(None, (article.title, article.source, day)))


def answer_text(answer: Answer) -> str:
    """Return an answer for the terminal: the sentences with their markers, then the footnotes."""
    lines = [answer.text, *remarks(answer)]
    if answer.citations:
        lines += ["", *(f"[{c.number}] {byline(c.article)} ({location(c)})" for c in answer.citations)]
    if answer.abstained:
        lines[0] += f" ({answer.reason}, confidence {answer.confidence:.2f})"
    if answer.options:
        lines += ["", *(f"- {option}" for option in answer.options)]
    elif answer.nearest:
        lines += ["", "Nearest articles:", *(f"- {byline(near.article)} ({near.article.id})" for near in answer.nearest)]
    return plain("\n".join(lines))


def remarks(answer: Answer) -> list[str]:
    """Return what a reader should know of how an answer came about, beside its words: one line each."""
    found = [answer.note] if answer.note else []
    if answer.removed:
        sentences = "1 sentence" if answer.removed == 1 else f"{answer.removed} sentences"
        found.append(f"{sentences} of the draft left out for want of support.")
    found += [f"Unsupported: {s.text} ({s.warning})" for s in answer.sentences if s.warning]
    return found


def location(citation: Citation) -> str:
    """Return what `rag show` takes to show a citation in its article: ``article_id:start-end``."""
    return f"{citation.article.id}:{citation.span.start}-{citation.span.end}"


def hits_text(hits: Sequence[Hit]) -> str:
    """Return search hits for the terminal."""
    blocks = [f"{hit.rank}. {byline(hit.chunk.article)} ({hit.chunk.id}, {hit.score:.2f})\n{hit.chunk.text}" for hit in hits]
    return plain("\n\n".join(blocks))


def article_text(article: Article, span: Span | None = None) -> str:
    """Return an article for the terminal, with `span` between ">>>" and "<<<"."""
    text = article.text
    if span:
        text = f"{text[: span.start]}>>>{span.slice(text)}<<<{text[span.end :]}"
    head = "\n".join(filter(None, (byline(article.info), article.url)))
    return plain(f"{head}\n\n{text}")


def report_text(report: SyncReport) -> str:
    """Return a sync report in one line, plus a line for each file that failed."""
    counts = ", ".join(f"{count} {name}" for name, count in report.counts() if count) or "nothing found"
    note = " (dry run: nothing was changed)" if report.dry_run else ""
    head = f"{counts}{note}; {report.chunks} chunks in {report.seconds:.1f} s"
    return plain("\n".join([head, *(f"failed: {failure.path}: {failure.reason}" for failure in report.failed)]))


def markdown(answer: Answer) -> str:
    """Return an answer as Markdown with footnotes; no mark-up of an article survives."""
    if not answer.sentences:
        return escape_markdown(answer.text)
    text = escape_markdown(answer.message) + _markdown_table(answer)
    for sentence in answer.sentences:
        if sentence.column is None:
            text += f"\n- {_noted(sentence)}" if sentence.bullet else f" {_noted(sentence)}"
    notes = [f"[^{c.number}]: {escape_markdown(byline(c.article))}: “{escape_markdown(c.quote)}”" for c in answer.citations]
    return "\n".join([text.strip(), *map(escape_markdown, remarks(answer)), "", *notes])


def table(answer: Answer) -> list[tuple[Sentence | None, ...]]:
    """Return the rows of a comparison's table: the sentence of each of its columns, None where that has no more.

    What is None in the first row has none at all: nothing was found.
    """
    own = [[one for one in answer.sentences if one.column == column] for column in range(len(answer.columns))]
    return list(zip_longest(*own))


def _markdown_table(answer: Answer) -> str:
    """Return a comparison's table, with an empty line before and after it; nothing where there is none."""
    if not answer.columns:
        return ""
    heads = [escape_markdown(name) for name in answer.columns]
    rows = [heads, ["---"] * len(heads)]
    for above, row in enumerate(table(answer)):
        nothing = "" if above else "nothing found"
        rows.append([_noted(one) if one else nothing for one in row])
    return "\n\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n\n"


def _noted(sentence: Sentence) -> str:
    return escape_markdown(sentence.text) + "".join(f"[^{number}]" for number in sentence.citations)


def escape_markdown(text: str) -> str:
    """Return `text` so that Markdown shows it as it is, on one line."""
    return _MARKDOWN.sub(r"\\\1", " ".join(plain(text).split()))


def safe_url(url: str) -> str:
    """Return `url` if it is plain http or https, else an empty string."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else ""


def escape(text: str) -> str:
    """Return `text` safe inside HTML, in an element or a quoted attribute."""
    return html.escape(plain(text), quote=True)
