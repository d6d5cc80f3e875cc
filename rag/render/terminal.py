"""Answers, hits, articles and reports for the terminal."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from rag.core.answer import Answer, Citation, Lead, Sentence
from rag.core.article import Article
from rag.core.corpus import NOT_READ, SyncReport
from rag.core.passage import Hit
from rag.core.span import Span
from rag.render.blocks import (
    NOTHING_FOUND,
    Block,
    Column,
    ItemList,
    Layout,
    Paragraph,
    Rows,
    byline,
    copied,
    counted,
    layout,
    qualified,
    source_of,
)
from rag.render.escape import plain
from rag.render.facts import facts_of
from rag.render.wording import ENGLISH, Wording

NEVER_QUOTED = "[never quoted: "
"""What stands before a sentence that talks to a model."""
_MOST_NAMED = 5


def plain_text(answer: Answer) -> str:
    """Return the short answer, the message and the sentences with markers.

    A list is on lines, a comparison by column; below that every sentence has a line of its own.
    """
    return body_text(layout(answer))


def body_text(laid_out: Layout, t: Wording = ENGLISH) -> str:
    """Return what `plain_text` does of an answer that is laid out."""
    gap = "\n" if laid_out.compares else " "
    text, before = laid_out.message, gap
    for block in laid_out.blocks:
        runs_on = isinstance(block, Paragraph)
        text += ((before if runs_on else "\n") if text else "") + _block_text(block, gap, t)
        before = gap if runs_on else "\n"
    text += "".join(f"\n- {byline(article, t)}" for article in laid_out.articles)
    return f"{_lead(laid_out.lead)}{text}"


def _lead(lead: Lead | None) -> str:
    """Return the short answer with its marker, and an empty line."""
    return f"{lead.said} [{lead.citation.number}]\n\n" if lead and lead.citation else ""


def _block_text(block: Block, gap: str, t: Wording) -> str:
    if isinstance(block, Paragraph):
        return gap.join(map(_marked, block.sentences))
    if isinstance(block, ItemList):
        return "\n".join("- " + gap.join(map(_marked, item)) for item in block.items)
    if isinstance(block, Rows):
        return "\n".join(_marked(row) for row, _ in block.rows)
    return "\n".join(_column_text(column, t) for column in block.columns)


def _column_text(column: Column, t: Wording) -> str:
    lines = "".join(f"\n- {_marked(sentence)}" for sentence in column.sentences)
    return f"{column.name}:" + (lines or f" {t('nothing_found')}")


def _marked(sentence: Sentence) -> str:
    label = f"{sentence.label}:" if sentence.bullet else f"[{sentence.label}]"
    before = f"{label} " if sentence.label else ""
    return before + sentence.text + "".join(f" [{number}]" for number in sentence.citations)


def answer_text(answer: Answer) -> str:
    """Return an answer for the terminal: the sentences with their markers, then the footnotes."""
    laid_out = layout(answer)
    lines = [*laid_out.searched, answer.text, *laid_out.remarks, *laid_out.unsupported]
    certainty = answer.certainty if answer.sentences else ""
    if word := answer.reason if answer.abstained else certainty:
        lines[len(laid_out.searched)] += f" ({word})"
    if laid_out.footnotes:
        lines.append("")
        lines += map(_footnote, laid_out.footnotes)
    if laid_out.options:
        lines += ["", *(f"- {option}" for option in laid_out.options)]
    if laid_out.nearest:
        lines += ["", "Nearest articles:"]
        lines += (f"- {byline(near.article)} ({near.article.id})" for near in laid_out.nearest)
    return plain("\n".join(lines))


def _footnote(citation: Citation) -> str:
    line = f"[{citation.number}] {source_of(citation)} ({citation.place})"
    return "\n    ".join(filter(None, (line, qualified(citation), copied(citation))))


def hits_text(hits: Sequence[Hit]) -> str:
    """Return search hits for the terminal."""
    blocks = [
        f"{hit.rank}. {byline(hit.chunk.article)} ({hit.chunk.id}, {hit.score:.2f})\n"
        f"{hit.chunk.text}"
        for hit in hits
    ]
    return plain("\n\n".join(blocks))


def article_text(article: Article, span: Span | None = None) -> str:
    """Return an article for the terminal, with `span` between ">>>" and "<<<".

    Sentences that talk to a model stand between "[never quoted: " and "]".
    """
    text = article.text
    marks = [(one, NEVER_QUOTED, "]") for one in article.suspicions]
    marks += [(span, ">>>", "<<<")] if span else []
    edges = [edge for one, left, right in marks for edge in ((one.start, left), (one.end, right))]
    for place, sign in sorted(edges, reverse=True):
        text = text[:place] + sign + text[place:]
    head = filter(None, (byline(article.info), article.url, *facts_of(article.info)))
    named = [f"- {one.title} {one.url}".rstrip() for one in article.details.references]
    sources = "\n".join(["\n\nSources of the article:", *named]) if named else ""
    return plain("\n".join(head) + f"\n\n{text}{sources}")


def report_text(report: SyncReport) -> str:
    """Return a sync report in one line, plus a line for each file that failed or is in doubt.

    Files of formats that are not read are counted by how their names end.
    """
    counts = ", ".join(f"{count} {name}" for name, count in report.counts() if count)
    note = " (dry run: nothing was changed)" if report.dry_run else ""
    head = f"{counts or NOTHING_FOUND}{note}; {report.chunks} chunks in {report.seconds:.1f} s"
    failures = (f"failed: {failure.path}: {failure.reason}" for failure in report.failed)
    warnings = (f"warning: {file.path}: {file.reason}" for file in report.warned)
    suspicious = _suspicious(report.suspicious)
    found = (*suspicious, *_reread(report), *_passed_over(report))
    return plain("\n".join([head, *failures, *warnings, *found]))


def _suspicious(ids: Sequence[str]) -> Iterator[str]:
    if ids:
        have = f"{counted(len(ids), 'article')} {'has' if len(ids) == 1 else 'have'}"
        more = ", ..." if len(ids) > _MOST_NAMED else ""
        yield f"{have} text that talks to a model: {', '.join(ids[:_MOST_NAMED])}{more}"


def _reread(report: SyncReport) -> Iterator[str]:
    if report.reread:
        yield f"{counted(len(report.reread), 'file')} read again: their formats are read better now"


def _passed_over(report: SyncReport) -> Iterator[str]:
    kinds = Counter((_ending(file.path), file.reason) for file in report.passed_over)
    if kinds:
        files = "file" if kinds.total() == 1 else "files"
        told = (
            f"{count} {ending}" + (f" ({reason})" if reason != NOT_READ else "")
            for (ending, reason), count in kinds.most_common()
        )
        yield f"{kinds.total()} {files} passed over: {', '.join(told)}"


def _ending(path: str) -> str:
    return PurePath(path).suffix.lower() or "without an ending"
