"""Negative reports as JSON, which can be kept and read back, and in words."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Self

from pydantic import Field

from rag.core.absent import NegativeReport, ReportRechecked
from rag.core.corpus import Filter
from rag.errors import DataError
from rag.render.blocks import byline, counted
from rag.render.escape import plain
from rag.render.fields import ArticleId, ArticleJson, FilterJson, JsonModel
from rag.render.filters import day, limits
from rag.render.reading import read_article
from rag.render.terminal import answer_text

_MOST_NAMED = 5


class KnownArticleJson(JsonModel):
    """An article that was looked through."""

    article_id: ArticleId
    text_sha256: Annotated[str, Field(description="The hash of its text then.")]


class NegativeReportJson(JsonModel):
    """That the articles of a day do not hold the answer to a question."""

    question: Annotated[str, Field(description="As asked.")]
    searched: Annotated[tuple[str, ...], Field(description="The words that were looked for.")]
    filter: Annotated[FilterJson, Field(description="Which articles were looked through.")]
    articles: Annotated[int, Field(description="How many they were.")]
    first: Annotated[str | None, Field(description="Their first day of publication, ISO 8601.")]
    last: Annotated[str | None, Field(description="The last one.")]
    as_of: Annotated[str | None, Field(description="The day of the library's last sync.")]
    reason: Annotated[str, Field(description="Why there is no answer.")]
    nearest: Annotated[
        tuple[ArticleJson, ...], Field(description="The articles that came closest, best first.")
    ]
    known: Annotated[tuple[KnownArticleJson, ...], Field(description="All that were searched.")]

    @classmethod
    def from_report(cls, report: NegativeReport) -> Self:
        """Return a report as JSON."""
        return cls(
            question=report.question,
            searched=report.searched,
            filter=FilterJson.from_filter(report.where),
            articles=report.articles,
            first=report.first.isoformat() if report.first else None,
            last=report.last.isoformat() if report.last else None,
            as_of=report.as_of.isoformat() if report.as_of else None,
            reason=report.reason,
            nearest=tuple(map(ArticleJson.from_article, report.nearest)),
            known=tuple(
                KnownArticleJson(article_id=name, text_sha256=sha256)
                for name, sha256 in report.known
            ),
        )


def report_json(report: NegativeReport) -> str:
    """Return a negative report as JSON text."""
    fields = NegativeReportJson.from_report(report).model_dump(mode="json")
    return json.dumps(fields, indent=2, ensure_ascii=False)


def read_report(text: str) -> NegativeReport:
    """Return the negative report that `report_json` printed.

    Raises:
        DataError: for anything else.
    """
    try:
        kept = NegativeReportJson.model_validate_json(text)
        return NegativeReport(
            kept.question,
            kept.searched,
            Filter(**kept.filter.model_dump()),
            kept.articles,
            _day(kept.first),
            _day(kept.last),
            _day(kept.as_of),
            tuple((one.article_id, one.text_sha256) for one in kept.known),
            kept.reason,
            tuple(read_article(one.model_dump_json()) for one in kept.nearest),
        )
    except ValueError as error:
        raise DataError(
            "this is no negative report: take the file that `rag absent Q -o FILE` wrote"
        ) from error


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def report_text(report: NegativeReport) -> str:
    """Return a negative report in words."""
    return plain("\n".join(_lines(report)))


def _lines(report: NegativeReport) -> Iterator[str]:
    as_of = f" as of {day(report.as_of)}" if report.as_of else ""
    yield f"Not in these {counted(report.articles, 'article')}{as_of}: {report.question}"
    if chosen := limits(report.where):
        yield f"searched: only {chosen}"
    yield f"words: {', '.join(report.searched)}"
    if report.first and report.last:
        yield f"published: {day(report.first)} to {day(report.last)}"
    yield f"reason: {report.reason}"
    if report.nearest:
        yield "nearest:"
        yield from (f"- {byline(article)} ({article.id})" for article in report.nearest)


def rechecked_text(found: ReportRechecked) -> str:
    """Return what became of a negative report in words: it holds, or there is an answer now."""
    state = "still not in the articles" if found.holds else "there is an answer now"
    lines = [f"{state}: {found.report.question}", f"since then: {_since(found)}"]
    if not found.holds:
        lines += ["", answer_text(found.answer)]
    return plain("\n".join(lines))


def _since(found: ReportRechecked) -> str:
    named = ", ".join(found.added[:_MOST_NAMED])
    more = ", ..." if len(found.added) > _MOST_NAMED else ""
    added = f"{counted(len(found.added), 'article')} new or changed"
    return f"{added}{f' ({named}{more})' if named else ''}, {len(found.gone)} gone"
